/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.Faults;
import io.perch.inject.FaultyRuns;
import io.perch.inject.Script;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls of an allocator with a heap that may be full at any allocation, and what has to be true afterwards. A call that fails has
 * done nothing; to free a block does not fail.
 */
abstract class AllocatorScript implements Script {
    private static final long MIB = 1 << 20;
    private static final int[] SIZES = {1, 64, 300, 4096, 100_000, 1 << 20, 3 << 20};
    private static final int ROUNDS = 6;
    private static final int MOST_ATTEMPTS = 30;

    final AllocatorKind kind;
    final PerchAllocator perch;
    /** Blocks that the script has, and their sizes. */
    private final Map<Long, Long> held = new HashMap<>();
    private Faults faults;

    AllocatorScript(AllocatorKind kind, long limit) {
        this.kind = kind;
        this.perch = kind.open(limit);
    }

    @Override
    public final void run(Faults these) {
        faults = these;
        calls();
    }

    /** The calls, each by {@link #attempt} or one of those that use it. */
    abstract void calls();

    /** As {@link Faults#attempt}. */
    final void attempt(Runnable call) {
        faults.attempt(call);
    }

    /** As {@link Faults#refuse}. */
    final void refuse(Runnable call) {
        faults.refuse(call);
    }

    /** Makes a call that comes to many sites, again and again until it gets through them. */
    final void attemptUntilDone(Runnable call) {
        boolean[] done = new boolean[1];
        for (int i = 0; !done[0] && i < MOST_ATTEMPTS; i++) {
            attempt(() -> {
                call.run();
                done[0] = true;
            });
        }
    }

    final void allocate(long size) {
        attempt(() -> keep(perch.allocate(size), size));
    }

    final void keep(long block, long size) {
        assertThat(held.put(block, size)).as("handed out before").isNull();
    }

    /** Frees a block, which a full heap does not prevent. */
    final void free(long block) {
        perch.free(block);
        held.remove(block);
        faults.callIsOver();
    }

    /** Makes a call that works however full the heap is. */
    final void succeed(Runnable call) {
        call.run();
        faults.callIsOver();
    }

    final long size(long block) {
        return held.get(block);
    }

    final List<Long> blocks() {
        return new ArrayList<>(held.keySet());
    }

    @Override
    public final void check() {
        FaultyRuns.elsewhere(this::assertSums);
        checkMore();
        useAgain();
        held.keySet().forEach(perch::free);
        held.clear();
        FaultyRuns.elsewhere(perch::trim);
        assertThat(assertSums().inUse()).as("in use in the end").isZero();
        perch.close();
        PerchStats stats = perch.stats();
        assertThat(stats.get(Counter.RESERVED)).as("reserved after close").isZero();
        assertThat(stats.committed()).as("committed after close").isLessThan(MIB);
    }

    /** What else has to be true; by then the script has nothing but the blocks. */
    void checkMore() {
        // nothing by default
    }

    /** The statistics, of which whatever does not depend on the script's calls is checked. */
    PerchStats sums() {
        return Sums.checked(perch);
    }

    private PerchStats assertSums() {
        PerchStats stats = sums();
        if (!kind.isChecked() && !kind.isGuarded()) {
            assertThat(stats.inUse()).as("in use").isEqualTo(held.keySet().stream().mapToLong(perch::usableSize).sum());
        }
        return stats;
    }

    /** Everything can be had, and no two blocks overlap, those included that were allocated before. */
    private void useAgain() {
        for (int i = 0; i < ROUNDS; i++) {
            for (int size : SIZES) {
                if (size < 100_000 || i == 0) {
                    keep(perch.allocate(size), size);
                }
            }
        }
        long end = 0;
        for (Map.Entry<Long, Long> block : new TreeMap<>(held).entrySet()) {
            assertThat(block.getKey()).as("start of a block").isGreaterThanOrEqualTo(end);
            end = block.getKey() + block.getValue();
        }
    }
}
