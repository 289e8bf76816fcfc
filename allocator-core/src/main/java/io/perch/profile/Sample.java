/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

/** A block that was sampled. */
final class Sample {
    final long block;
    final long nanos;
    /** Bytes between two samples on average, when this one was due. */
    final long mean;
    /** Whether it stands for allocated bytes too, and not only for live ones. */
    final boolean counted;
    /** Whether whoever frees the block learns of it from the block's page. */
    final boolean watched;
    /** Bytes of the block. */
    volatile long size;
    /** Null once it is in words. */
    private Stack stack;
    private StackTraceElement[] site;

    /** The stack as it was, not yet in words: to put it into words takes twenty times as long. */
    private static final class Stack extends Throwable {
        private static final long serialVersionUID = 1L;

        Stack() {
            super(null, null, false, true);
        }
    }

    Sample(long block, long size, long mean, boolean counted, boolean watched) {
        this.block = block;
        this.size = size;
        this.mean = mean;
        this.counted = counted;
        this.watched = watched;
        this.nanos = System.nanoTime();
        this.stack = new Stack();
    }

    /** How likely a block of this size was sampled. */
    double probability() {
        return probability(size, mean);
    }

    /**
     * How likely a block is sampled.
     *
     * @param mean bytes between two samples
     */
    static double probability(long size, long mean) {
        return -Math.expm1(-(double) size / mean);
    }

    /** Where it was allocated. From now on, it holds no class of its user's. For one thread at a time. */
    StackTraceElement[] site() {
        if (site == null) {
            site = AllocatorFrames.without(stack.getStackTrace());
            stack = null;
        }
        return site;
    }
}
