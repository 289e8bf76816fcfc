/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

/**
 * How many blocks of each list of a cache nobody needed lately, and which of them are due to go back. Guarded by the cache's lock.
 *
 * <p>The hot path counts nothing, so this goes by samples: the fewest blocks that a list was seen with for about a second. A list
 * that breathes faster than it is sampled may give away a few that it needs again; that costs it one miss.
 */
final class Surplus {
    private final int[] fewest;
    private final int[] due;
    private int dueLists;
    private int hand;

    Surplus(int lists) {
        this.fewest = new int[lists];
        this.due = new int[lists];
    }

    /** A list was seen with so many blocks. */
    void sample(int list, int count) {
        fewest[list] = Math.min(fewest[list], count);
    }

    /** A second is over: what a list with {@code count} blocks did not need is due from now on, and it is watched anew. */
    void watchAnew(int list, int count) {
        int surplus = Math.min(fewest[list], count);
        dueLists += (surplus > 0 ? 1 : 0) - (due[list] > 0 ? 1 : 0);
        due[list] = surplus;
        fewest[list] = count;
    }

    /** Whether any list has blocks due. */
    boolean isDue() {
        return dueLists > 0;
    }

    /** A list that has blocks due; there must be one. */
    int nextDue() {
        while (due[hand] == 0) {
            hand = (hand + 1) % due.length;
        }
        return hand;
    }

    /** How many blocks of a list are due; from now on none. */
    int takeDue(int list) {
        int blocks = due[list];
        dueLists -= blocks > 0 ? 1 : 0;
        due[list] = 0;
        return blocks;
    }
}
