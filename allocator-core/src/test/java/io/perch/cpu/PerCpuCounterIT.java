/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Counters of the packaged jar: the sum is exact, whichever way an addition goes. */
class PerCpuCounterIT {
    private static final int THREADS = 8;
    private static final int ADDITIONS = 1_000_000;

    private static void assertExactUnderThreads(PerCpuCounter counter) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                futures.add(executor.submit(() -> {
                    start.countDown();
                    start.await();
                    for (int i = 1; i <= ADDITIONS; i++) {
                        counter.add(i);
                        counter.increment();
                        counter.add(-2);
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
        long expected = (long) ADDITIONS * (ADDITIONS + 1) / 2 - ADDITIONS;
        assertThat(counter.sum()).isEqualTo(THREADS * expected);
    }

    private static void assertClosable(PerCpuCounter counter) {
        counter.add(5);
        counter.close();
        counter.close();
        assertThatThrownBy(() -> counter.add(1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(counter::increment).isInstanceOf(IllegalStateException.class);
        assertThat(counter.sum()).isEqualTo(5);
    }

    private static CounterMemory memory(int cpus) {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        return new CounterMemory(NativePlatform.get().memory(), cpus);
    }

    @Test
    void theCounterOfThisProcessIsExactAndLeavesItsNeighbourAlone() throws Exception {
        try (PerCpuCounter counter = PerCpuCounter.create(); PerCpuCounter neighbour = PerCpuCounter.create()) {
            neighbour.add(7);
            assertExactUnderThreads(counter);
            assertThat(neighbour.sum()).isEqualTo(7);
        }
        assertClosable(PerCpuCounter.create());
    }

    @Test
    void restartableSequencesCountWhereTheyWork() {
        boolean supported = NativePlatform.get().supports(IndexMode.CPU);
        assertThat(PerCpuCounter.create()).isInstanceOf(supported ? RseqCounter.class : AdderCounter.class);
    }

    @Test
    void cellsOfAllCpusAreUsed() {
        CounterMemory memory = memory(CounterMemory.possibleCpus());
        RseqCounter counter = new RseqCounter(memory, memory.cpus());
        counter.add(3);
        assertThat(counter.sum()).isEqualTo(3);
        assertThat(counter.aside()).as("added by an atomic instruction").isZero();
    }

    @Test
    void cpusWithoutACellCountAside() throws Exception {
        RseqCounter counter = new RseqCounter(memory(1), 0);
        assertExactUnderThreads(counter);
        assertThat(counter.aside()).isEqualTo(counter.sum());
    }

    @Test
    void withCellsForSomeCpusOnlyTheSumIsStillExact() throws Exception {
        RseqCounter counter = new RseqCounter(memory(1), 1);
        assertExactUnderThreads(counter);
        assertClosable(new RseqCounter(memory(1), 1));
    }

    @Test
    void theCounterWithoutNativeCodeIsExact() throws Exception {
        assertExactUnderThreads(new AdderCounter());
        assertClosable(new AdderCounter());
    }
}
