/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.arena.FaultyMemory.Call;
import io.perch.inject.Faults;
import io.perch.inject.Script;
import io.perch.options.HugePages;
import io.perch.options.NumaPolicy;
import io.perch.os.OsMemory;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import java.util.ArrayList;
import java.util.List;

/** Pages of an arena come and go, on memory that is asked for in each way, or refused. What fails charges nothing. */
public final class ArenaScript implements Script {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1L << 30;
    private static final int[] COUNTS = {1, 300, 2000};
    private static final int MORE_THAN_THE_LIMIT = 4000;
    private static final int MORE_THAN_THE_SPACE = 20_000;
    private static final int ENOMEM = 12;

    /** What is asked for the pages. */
    public enum Pages {
        /** Nothing. */
        PLAIN(NumaPolicy.OFF, HugePages.NONE),
        /** A node, and what else there is. */
        WISHES(NumaPolicy.ADVISORY, HugePages.ADVISE),
        /** Explicit huge pages. */
        HUGE(NumaPolicy.OFF, HugePages.EXPLICIT),
        /** A node that is full. */
        FULL_NODE(NumaPolicy.STRICT, HugePages.NONE),
        /** A node that turns out to be full. */
        UNPOPULATED(NumaPolicy.STRICT, HugePages.NONE),
        /** Direct buffers of the JDK. */
        CHUNKS(NumaPolicy.OFF, HugePages.NONE);

        private final PlacementOptions options;

        Pages(NumaPolicy policy, HugePages huge) {
            boolean wishes = huge == HugePages.ADVISE;
            options = new PlacementOptions(policy, huge, wishes, wishes);
        }
    }

    private final Pages wanted;
    private final FaultyMemory memory = new FaultyMemory(new FakeMemory(4096));
    private final MemoryLimit[] limit = new MemoryLimit[1];
    private final List<PageRun> runs = new ArrayList<>();
    private AddressSpace space;
    private Arena arena;
    private Faults faults;

    ArenaScript(Pages wanted) {
        this.wanted = wanted;
        if (wanted == Pages.UNPOPULATED) {
            memory.refuse(Call.POPULATE, ENOMEM, 0);
        }
    }

    private AddressSpace space() {
        if (wanted == Pages.CHUNKS) {
            return new ChunkedSpace(64 * MIB);
        }
        if (wanted == Pages.PLAIN) {
            return new ReservedSpace(memory, 64 * MIB);
        }
        long available = wanted == Pages.FULL_NODE ? 0 : GIB;
        return new ReservedSpace(memory, 64 * MIB, new Placement(memory, wanted.options, new int[] {0}, () -> available));
    }

    @Override
    public void run(Faults these) {
        faults = these;
        faults.attempt(() -> limit[0] = wanted == Pages.WISHES ? new MemoryLimit(32 * MIB, 32 * MIB, () -> MIB)
                : new MemoryLimit(32 * MIB, 256 * MIB));
        faults.attempt(() -> space = space());
        if (space != null && limit[0] != null) {
            misuse();
            faults.attempt(() -> arena = new Arena(space, limit[0]));
        }
        if (arena != null) {
            allocate();
            faults.attempt(() -> assertThat(arena.allocate(MORE_THAN_THE_SPACE, 1)).isNull());
            if (wanted == Pages.WISHES) {
                faults.attempt(() -> assertThat(arena.allocate(MORE_THAN_THE_LIMIT, 1)).isNull());
            }
            faults.attempt(arena::residence);
            faults.attempt(this::view);
            freeAll();
            faults.attempt(arena::release);
            allocate();
            freeAll();
        }
        faults.refuse(ArenaScript::tooLargeToSee);
        faults.refuse(() -> new ReservedSpace(memory, 3 * AddressSpace.GRANULE, Placement.plain(memory), Placement.plain(memory)));
    }

    private void allocate() {
        for (int count : COUNTS) {
            faults.attempt(() -> {
                PageRun run = arena.allocate(count, 1);
                if (run != null) {
                    runs.add(run);
                }
            });
        }
    }

    private void view() {
        if (wanted == Pages.CHUNKS && !runs.isEmpty()) {
            assertThat(space.view(space.addressOf(runs.get(0).first()), 1).capacity()).isEqualTo(1);
        }
    }

    private void freeAll() {
        runs.forEach(arena::free);
        runs.clear();
        faults.callIsOver();
    }

    /** The other spaces do not find out. */
    private void misuse() {
        if (wanted == Pages.CHUNKS) {
            faults.refuse(() -> space.addressOf(space.capacity()));
            faults.refuse(() -> space.renew(0, 1));
        }
    }

    /** Of a block of 3 GiB, on memory that nobody has. */
    private static void tooLargeToSee() {
        OsMemory fake = new FakeMemory(4096);
        SpanMap spans = new SpanMap(new Arena(new ReservedSpace(fake, 4 * GIB), 0, new MemoryLimit(4 * GIB, 4 * GIB), Span::new));
        spans.createLarge((int) (3 * GIB >> 13), 1, 0).memory();
    }

    @Override
    public void check() {
        memory.recover();
        if (arena != null) {
            allocate();
            assertThat(runs).as("runs").hasSize(wanted == Pages.FULL_NODE ? 0 : COUNTS.length);
            freeAll();
            arena.release();
            arena.close();
            assertThat(limit[0].committed()).as("charged").isZero();
            assertThat(memory.reserved()).as("reserved").isZero();
        }
    }
}
