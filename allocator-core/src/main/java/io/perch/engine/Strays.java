/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.util.function.LongConsumer;

/**
 * Blocks whose taker found no stack left to do anything with them, not even to give them back by a call. The hot path cannot ask
 * for stack before it takes a block, so it stores the block here and throws on. For any thread; two that have no stack left in the
 * same nanoseconds should not be at the same slot, so each starts at one that its block chooses.
 */
public final class Strays {
    /** A power of two. */
    private static final int SLOTS = 64;

    /** Addresses, or 0. Whoever has a block and no stack writes it into a free slot. */
    private final long[] slots = new long[SLOTS];
    private boolean sweeping;

    /** The slots. */
    public long[] slots() {
        return slots;
    }

    /** Gives back what is here. */
    void sweep(LongConsumer giveBack) {
        for (int i = 0; i < SLOTS; i++) {
            if (slots[i] != 0) {
                sweep(i, giveBack);
            }
        }
    }

    private synchronized void sweep(int slot, LongConsumer giveBack) {
        long block = slots[slot];
        // Giving back may lead here again.
        if (block == 0 || sweeping) {
            return;
        }
        sweeping = true;
        try {
            slots[slot] = 0;
            giveBack.accept(block);
        } catch (StackOverflowError notTaken) {
            slots[slot] = block;
            throw notTaken;
        } finally {
            sweeping = false;
        }
    }
}
