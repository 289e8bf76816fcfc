/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.inject.Faults;
import io.perch.inject.FaultyRuns;
import io.perch.inject.Script;
import io.perch.rseq.FakeSlabCalls;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.transfer.TransferCache;
import java.util.ArrayDeque;
import java.util.Deque;

/** Slabs of a thread that a test puts where it wants: one that may not be registered, and one CPU that misses more than another. */
public final class SlabsScript implements Script {
    private static final long MIB = 1 << 20;
    private static final long BUDGET = 256 << 10;
    private static final int[] SIZES = {1024, 2048, 4096, 8192, 16_384, 32_768};
    private static final int BLOCKS = 60;
    private static final int ROUNDS = 6;

    /** Where the thread is. */
    public enum Place {
        /** Nowhere. */
        UNREGISTERED,
        /** Now on one of two CPUs, now on the other. */
        TWO_CPUS
    }

    private final Place place;
    private final CentralList[] central = new CentralList[SizeClasses.COUNT];
    private final TransferCache[] transfer = new TransferCache[SizeClasses.COUNT];
    private final Deque<Long> held = new ArrayDeque<>();
    private final RseqSlabs slabs;
    private int cpu;
    private Faults faults;

    SlabsScript(Place place) {
        this.place = place;
        this.cpu = place == Place.UNREGISTERED ? SlabCalls.UNREGISTERED : 0;
        MemoryLimit limit = new MemoryLimit(256 * MIB, 256 * MIB);
        SpanMap map = new SpanMap(new Arena(new ReservedSpace(new FakeMemory(4096), 512 * MIB), 0, limit, Span::new));
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            central[sizeClass] = new CentralList(map, sizeClass, 0);
            transfer[sizeClass] = new TransferCache(sizeClass, central[sizeClass]);
        }
        slabs = new RseqSlabs(NativePlatform.get(), new FakeSlabCalls(() -> cpu), IndexMode.CPU, 1, limit, BUDGET, transfer);
    }

    @Override
    public void run(Faults these) {
        faults = these;
        faults.attempt(() -> new TransferCache(0, central[0]));
        if (place == Place.UNREGISTERED) {
            freeFirst();
            comeAndGo();
        } else {
            cpu = 1;
            comeAndGo();
            // From here on only the other one misses, and takes what this one has.
            cpu = 0;
            for (int i = 0; i < ROUNDS; i++) {
                comeAndGo();
                faults.attempt(slabs::balance);
            }
        }
        faults.attempt(slabs::close);
    }

    /** The first call of such a thread gives back what another has taken. */
    private void freeFirst() {
        int sizeClass = SizeClasses.classOf(SIZES[0]);
        slabs.give(sizeClass, transfer[sizeClass].takeOne());
        faults.callIsOver();
    }

    private void comeAndGo() {
        for (int size : SIZES) {
            int sizeClass = SizeClasses.classOf(size);
            for (int i = 0; i < BLOCKS; i++) {
                faults.attempt(() -> held.push(slabs.take(sizeClass)));
            }
            while (!held.isEmpty()) {
                slabs.give(sizeClass, held.pop());
                faults.callIsOver();
            }
        }
    }

    @Override
    public void check() {
        FrontEnd.Snapshot snapshot = new FrontEnd.Snapshot();
        FaultyRuns.elsewhere(() -> {
            slabs.snapshot(snapshot);
            return snapshot;
        });
        assertThat(snapshot.availableBytes + snapshot.capacityBytes).as("budget").isEqualTo(snapshot.budgetBytes);
        slabs.close();
        for (int size : SIZES) {
            int sizeClass = SizeClasses.classOf(size);
            transfer[sizeClass].close();
            assertThat(central[sizeClass].spanBlocks()).as("blocks that are not back").isZero();
        }
    }
}
