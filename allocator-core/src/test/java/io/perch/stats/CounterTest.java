/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list itself, and that an allocator counts all of it. */
class CounterTest {
    private static final long MIB = 1 << 20;

    @Test
    void idsAndLabelsTellCountersApart() {
        Set<Integer> ids = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (Counter counter : Counter.ALL) {
            assertThat(ids.add(counter.id())).as("id of %s", counter).isTrue();
            assertThat(labels.add(counter.label())).as("label of %s", counter).isTrue();
            assertThat(counter.sentence()).endsWith(".");
        }
    }

    @Test
    void thePageHasALineForEachCounterAndItsPartsAddUp() {
        try (PerchAllocator perch = PerchAllocator.create()) {
            long block = perch.allocate(300);
            PerchStats stats = perch.stats();
            assertThat(Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART).mapToLong(stats::get).sum())
                    .isEqualTo(stats.get(Counter.COMMITTED));
            assertThat(stats.get(Counter.IN_USE)).isEqualTo(320);
            assertThat(stats.page().lines().takeWhile(line -> !line.startsWith("lock "))).hasSize(Counter.ALL.size())
                    .anyMatch(line -> line.matches("\\+ in use +320"))
                    .anyMatch(line -> line.startsWith("= committed"));
            perch.free(block);
        }
    }

    @Test
    void freeBlocksBesideOneInUseArePinned() {
        try (PerchAllocator perch = quiet()) {
            long block = perch.allocate(300);
            perch.trim();
            PerchStats stats = perch.stats();
            assertThat(stats.pinned()).isPositive().isEqualTo(stats.cached())
                    .isEqualTo(stats.nodes().stream().mapToLong(NodeStats::pinned).sum());
            perch.free(block);
            perch.trim();
            assertThat(perch.stats().pinned()).isZero();
            assertThat(perch.stats().cached()).isZero();
        }
    }

    @Test
    void whatIsReleasedAndWhatOfItIsNeededAgainIsCounted() {
        try (PerchAllocator perch = quiet()) {
            assertThat(perch.stats().get(Ratio.THRASH)).isNaN();
            for (int round = 0; round < 3; round++) {
                perch.free(perch.allocate(3 * MIB));
                perch.trim();
            }
            PerchStats stats = perch.stats();
            assertThat(stats.get(Counter.RELEASED_SO_FAR)).isGreaterThanOrEqualTo(9 * MIB);
            assertThat(stats.get(Counter.THRASHED)).isBetween(0L, 6 * MIB);
            assertThat(stats.get(Ratio.THRASH))
                    .isEqualTo((double) stats.get(Counter.THRASHED) / stats.get(Counter.RELEASED_SO_FAR));
            assertThat(stats.nodes().stream().mapToLong(NodeStats::releasedSoFar).sum())
                    .isEqualTo(stats.get(Counter.RELEASED_SO_FAR));
        }
    }

    @Test
    void residentIsWhatIsTouched() {
        try (PerchAllocator perch = quiet()) {
            assumeTrue(perch.mode() != Mode.STRIPED, "no native code here");
            long block = perch.allocate(8 * MIB);
            assertThat(perch.stats().resident()).isLessThan(MIB);
            perch.buffer(block).put(new byte[(int) (4 * MIB)]);
            PerchStats touched = perch.stats();
            assertThat(touched.resident()).isBetween(4 * MIB, 5 * MIB);
            assertThat(touched.page()).containsPattern("resident +[0-9,]+   0\\.5[0-9]* of in use");
            perch.free(block);
            perch.trim();
            assertThat(perch.stats().resident()).isLessThan(MIB);
        }
    }

    private static PerchAllocator quiet() {
        return PerchAllocator.create(PerchConfig.builder().hardLimit(64 * MIB).maintenance(Maintenance.CALLER).build());
    }
}
