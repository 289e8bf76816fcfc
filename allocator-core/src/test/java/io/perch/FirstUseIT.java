/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.FirstUses;
import io.perch.inject.LittleHeap;
import io.perch.rseq.ChildJvm;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who uses Perch first while the heap is full does not make it unusable for those who come when it is so no longer. */
@Execution(ExecutionMode.CONCURRENT)
class FirstUseIT {
    private static final String STEP = "perch.test.heap.step";
    private static final int FEW = 100_000;

    /** Long, as classes are given up only within some narrow ranges of room. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "perch.test.faults.all", matches = "true")
    @ValueSource(strings = {FirstUse.ALLOCATOR, FirstUse.COUNTER, FirstUse.CPU, FirstUse.LOCK, FirstUse.POOL,
        FirstUse.RESCHEDULING})
    void whileTheHeapIsFull(String what) throws Exception {
        assertThat(new ChildJvm().option("-Xmx48m").option("-XX:+UseSerialGC").option("-Dperch.notify=on")
                .option("-D" + Main.WHAT + '=' + what).option("-D" + STEP + '=' + Integer.getInteger(STEP, FEW)).run(Main.class))
                .contains("each works later")
                .as("whether the maintenance thread went on").doesNotContain("UncaughtExceptionHandler");
    }

    /** Tries a first use with more and more heap. */
    static final class Main {
        private static final String WHAT = "perch.test.what";
        private static final int MOST = 3 << 19;

        private Main() {
        }

        public static void main(String[] arguments) {
            FirstUses uses = new FirstUses(FirstUse.class, System.getProperty(WHAT));
            LittleHeap heap = uses.withLittleHeap(MOST, Integer.getInteger(STEP));
            assertThat(heap.refused()).as("refused").isPositive();
            assertThat(heap.passed()).as("passed").isPositive();
            System.out.println("each works later: " + heap.refused() + " refused, " + heap.passed() + " passed");
            System.exit(0);
        }
    }
}
