/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.Option;
import io.perch.rseq.SlabLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a slab is divided among its lists. */
class SlabGeometryTest {
    @Test
    @Timeout(60)
    void aSlabFitsHoweverManyPartitionsThereAre() {
        for (int partitions = 1; partitions <= Option.MOST_NODES; partitions++) {
            for (long budget = Option.LEAST_SLAB; budget <= 1L << 40; budget *= 64) {
                SlabGeometry geometry = new SlabGeometry(budget, partitions);
                assertThat(geometry.bytes()).isPositive().isLessThanOrEqualTo(SlabLayout.MAX_SLAB_WORDS * SlabLayout.WORD);
                for (int list = 0; list < geometry.lists(); list++) {
                    assertThat(geometry.slots(list)).isPositive();
                }
            }
        }
    }
}
