/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list itself, and that an allocator counts all of it. */
class CounterTest {
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
            assertThat(stats.page().lines()).hasSize(Counter.ALL.size())
                    .anyMatch(line -> line.matches("\\+ in use +320"))
                    .anyMatch(line -> line.startsWith("= committed"));
            perch.free(block);
        }
    }
}
