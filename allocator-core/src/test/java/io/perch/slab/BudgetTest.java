/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What caches are granted, and what they give each other. */
class BudgetTest {
    private static final long MOST = 4 << 20;

    @Test
    void allSlabsTogetherGetASixteenthOfTheMemory() {
        assertThat(Budget.allowance(64 << 20, 2, MOST)).isEqualTo(2 << 20);
        assertThat(Budget.allowance(1 << 30, 2, MOST)).as("no more than was configured").isEqualTo(MOST);
        assertThat(Budget.allowance(0, 128, MOST)).as("as much as a slab begins with").isEqualTo(Budget.LEAST);
        assertThat(Budget.allowance(0, 1, 64 << 10)).isEqualTo(64 << 10);
    }

    @Test
    void whatMovesIsNotGranted() {
        Budget from = new Budget(1000);
        Budget to = new Budget(1000);
        from.spend(9, 100);
        assertThat(from.remove(300)).as("what no list has").isEqualTo(100);
        to.add(100);
        assertThat(from.granted()).isEqualTo(1000);
        assertThat(to.granted()).isEqualTo(1000);
        assertThat(to.total()).isEqualTo(1100);
        to.grant(50);
        assertThat(to.withdraw(2000)).isEqualTo(1150);
        assertThat(from.total() + to.total()).isEqualTo(900);
    }
}
