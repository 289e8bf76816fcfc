/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.Mode;
import io.perch.stats.PerchStats;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No block lost, no block held twice, and all numbers add up, under more threads than CPUs. {@code -Dperch.conservation.seconds}
 * sets how long.
 */
class ConservationIT {
    private static final int SECONDS = Integer.getInteger("perch.conservation.seconds", 2);
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "CPU", "NOTIFY", "STRIPED"})
    void nothingIsLostOrDoubled(Mode mode) throws Exception {
        run(mode, false);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "STRIPED"})
    void norInHardenedMode(Mode mode) throws Exception {
        run(mode, true);
    }

    private static void run(Mode mode, boolean hardened) throws Exception {
        long seed = System.nanoTime();
        PerchConfig config = PerchConfig.builder().mode(mode).hardLimit(512 * MIB).softLimit(512 * MIB).slabBytes(MIB)
                .hardened(hardened).build();
        PerchAllocator perch = PerchAllocator.create(config);
        AtomicInteger turn = new AtomicInteger();
        long operations = new Conservation(perch, seed).run(4 * Runtime.getRuntime().availableProcessors(), 1000L * SECONDS, () -> {
            assertSumsUp(perch.stats(), perch);
            if (turn.incrementAndGet() % 50 == 0) {
                perch.trim();
            }
        });
        PerchStats end = perch.stats();
        System.out.printf("conservation %s -> %s (%s): %,d operations%n", mode, perch.mode(), perch.modeReason(), operations);
        assertThat(operations).isPositive();
        assertThat(end.inUse()).as("seed %d", seed).isZero();
        assertThat(end.doubleFrees()).isZero();
        assertSumsUp(end, perch);
        perch.trim();
        assertThat(perch.stats().cached()).isZero();
        perch.close();
        assertThat(perch.stats().reserved()).as("address space after close, seed %d", seed).isZero();
    }

    static void assertSumsUp(PerchStats stats, PerchAllocator perch) {
        assertThat(stats.inUse() + stats.cachedInSlabs() + stats.cachedInTransfer() + stats.cachedInSpans() + stats.spanTails()
                + stats.freePages() + stats.metadata()).as(perch.mode() + "").isEqualTo(stats.committed());
        assertThat(stats.committed()).isLessThanOrEqualTo(stats.hardLimit())
                .isLessThanOrEqualTo(stats.reserved() + stats.metadata());
        assertThat(stats.inUse()).isNotNegative();
        assertThat(stats.slabAvailable() + stats.slabCapacity()).isEqualTo(stats.slabBudget());
        assertThat(stats.slabAvailable()).isNotNegative();
        // A slab may have been made after its budget was counted, but before its blocks were.
        assertThat(stats.cachedInSlabs()).isLessThanOrEqualTo(perch.stats().slabBudget());
    }
}
