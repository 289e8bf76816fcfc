/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.LockKind;
import io.perch.sync.LockTally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entries of pages are made, and arrays of them replaced, by several threads at once. */
class PageLocksTest {
    private static final long MIB = 1 << 20;
    private static final int THREADS = 4;
    private static final int BLOCKS = 600;

    @Test
    void neighboursHaveOneLockAndAllOfThemAreTakenOnce() {
        PageLocks locks = new PageLocks(LockKind.SPAN_MAP);
        assertThat(locks.of(0)).isSameAs(locks.of(PageLocks.groupEnd(0) - 1)).isNotSameAs(locks.of(PageLocks.groupEnd(0)));
        assertThat(IntStream.range(0, 1 << 20).mapToObj(locks::of).distinct().count()).isEqualTo(16);
        locks.lockAll();
        assertThat(locks.of(12345).tryLock()).isFalse();
        locks.unlockAll();
        assertThat(locks.of(12345).tryLock()).isTrue();
        LockTally tally = new LockTally();
        locks.addLocks(tally);
        assertThat(tally.sums().get(LockKind.SPAN_MAP.ordinal()).acquisitions()).isEqualTo(16 + 1);
    }

    @Test
    void nothingIsLostWhileArraysGrow() throws Exception {
        MemoryLimit limit = new MemoryLimit(1024 * MIB, 1024 * MIB);
        SpanMap map = new SpanMap(new Arena(new ReservedSpace(new FakeMemory(4096), 2048 * MIB), 0, limit, Span::new));
        BoundObjects bound = map.takeBoundObjects();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                // Sizes of their own, so that all that they share is behind the lists.
                int sizeClass = SizeClasses.classOf(65536 << t % 3) - t / 3;
                all.add(() -> bindsAll(new CentralList(map, sizeClass, 0), map, bound, sizeClass));
            }
            for (Future<Boolean> each : threads.invokeAll(all)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static boolean bindsAll(CentralList list, SpanMap map, BoundObjects bound, int sizeClass) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            long block = list.takeOne();
            blocks.add(block);
            bound.set(block, sizeClass, block);
            if (i % 3 == 2) {
                // Its span may go, and be another thread's.
                list.putOne(blocks.remove(blocks.size() - 1));
            }
        }
        return blocks.stream().allMatch(block -> block.equals(bound.get(block, sizeClass))
                && map.blockClassNow(block) == sizeClass);
    }
}
