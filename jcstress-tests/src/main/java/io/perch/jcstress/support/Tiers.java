/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import io.perch.arena.AddressSpace;
import io.perch.arena.Arena;
import io.perch.arena.ChunkedSpace;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.slab.RseqSlabs;
import io.perch.slab.StripedSlabs;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.topology.Topology;
import io.perch.transfer.TransferCache;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.infra.results.II_Result;

/** The tiers behind the slabs, wired as the allocator wires them, and a count of the holders of each block. */
public final class Tiers {
    public static final int CLASS = SizeClasses.classOf(256);

    private static final long BYTES = 16 << 20;
    private static final long SLAB_BYTES = 64 << 10;
    private static final Queue<Tiers> IDLE = new ConcurrentLinkedQueue<>();

    private final MemoryLimit limit = new MemoryLimit(BYTES, BYTES);
    private final Arena arena = new Arena(space(), 0, limit, Span::new);
    public final SpanMap spans = new SpanMap(arena);
    public final CentralList central;
    public final TransferCache transfer;
    private final TransferCache[] caches = new TransferCache[SizeClasses.COUNT];
    private final Map<Long, AtomicInteger> holders = new ConcurrentHashMap<>();

    /** New tiers, which tests that keep no state of their own may share. */
    public Tiers() {
        CentralList own = null;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            CentralList list = new CentralList(spans, sizeClass, 0);
            caches[sizeClass] = new TransferCache(sizeClass, list);
            own = sizeClass == CLASS ? list : own;
        }
        central = own;
        transfer = caches[CLASS];
    }

    /** Tiers for one state alone: new ones, or those of an earlier state, which {@link #audit} found empty. */
    public static Tiers idle() {
        Tiers known = IDLE.poll();
        return known == null ? new Tiers() : known;
    }

    private static AddressSpace space() {
        OsMemory memory = NativePlatform.get().memory();
        return memory == null ? new ChunkedSpace(BYTES) : new ReservedSpace(memory, BYTES);
    }

    /** A front end over these tiers. */
    public FrontEnd rseq(IndexMode mode) {
        return new RseqSlabs(NativePlatform.get(), mode, Topology.read().possibleNodes(SlabLayout.MAX_NODES), limit, SLAB_BYTES,
                caches);
    }

    /** A front end over these tiers, in pure Java. */
    public FrontEnd striped() {
        return new StripedSlabs(2, SLAB_BYTES, caches);
    }

    /** Counts the caller as a holder of a block; returns how many others there are. */
    public int hold(long block) {
        return holders.computeIfAbsent(block, address -> new AtomicInteger()).getAndIncrement();
    }

    /** Takes back one {@link #hold}. */
    public void letGo(long block) {
        holders.get(block).getAndDecrement();
    }

    /** Holds a block for a moment; returns how many others hold it too. */
    public int holdBriefly(long block) {
        int others = hold(block);
        Thread.onSpinWait();
        letGo(block);
        return others;
    }

    /**
     * Counts the blocks of {@link #CLASS} that are nowhere, and those that came back twice. Nobody may hold any. The front ends are
     * closed, and the tiers may be used by another state.
     */
    public void audit(II_Result result, FrontEnd... fronts) {
        for (FrontEnd front : fronts) {
            front.close();
        }
        transfer.drain();
        result.r1 = (int) (central.spanBlocks() - central.freeBlocks());
        result.r2 = (int) central.doubleFrees();
        if (result.r1 == 0 && result.r2 == 0) {
            IDLE.add(this);
        }
    }

    /** Gives the memory back. Nobody may hold a block. */
    public void close() {
        for (TransferCache cache : caches) {
            cache.close();
        }
        arena.close();
    }

    /** As {@link #audit}, but blocks that are still in {@code left}, which the test has abandoned, count as nowhere. */
    public void auditWithout(II_Result result, FrontEnd left, FrontEnd front) {
        audit(result, front);
        left.close();
    }
}
