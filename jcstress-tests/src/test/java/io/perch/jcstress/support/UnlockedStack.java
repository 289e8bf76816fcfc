/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

/** A stack of numbers without a lock. */
public final class UnlockedStack {
    private final long[] blocks = new long[64];
    private int count;

    public UnlockedStack() {
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = i;
        }
        count = blocks.length / 2;
    }

    /** With these blocks only. */
    public UnlockedStack(long... held) {
        System.arraycopy(held, 0, blocks, 0, held.length);
        count = held.length;
    }

    public long take() {
        int top = Math.max(1, count);
        count = top - 1;
        return blocks[top - 1];
    }

    public void put(long block) {
        int top = Math.min(blocks.length - 1, count);
        blocks[top] = block;
        count = top + 1;
    }
}
