/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.malloc;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/** What threads do with addresses. */
enum AddressLoad {
    PAIR("256 bytes, allocate and free", 1, AddressLoad::pairs),
    PAIR_FOUR_THREADS("the same on four threads", 4, AddressLoad::pairs),
    LIVE("replace one of 1024, 64 to 4159 bytes", 1, AddressLoad::replace),
    LIVE_FOUR_THREADS("the same, four threads replace each other's", 4, AddressLoad::replace);

    /** Blocks that live; a power of two. */
    static final int LIVE_BLOCKS = 1024;

    private static final int PAIR_SIZE = 256;
    private static final int LEAST = 64;
    /** Leaves 12 bits. */
    private static final int SIZE_SHIFT = 20;

    final String label;
    final int threads;
    private final Loop loop;

    AddressLoad(String label, int threads, Loop loop) {
        this.label = label;
        this.threads = threads;
        this.loop = loop;
    }

    /** What each thread does. */
    private interface Loop {
        void run(Memory memory, AtomicLongArray live, SplittableRandom random, int operations);
    }

    /**
     * By each of its threads.
     *
     * @param live   addresses that all threads have; 0 for none
     * @param random the thread's own
     */
    void run(Memory memory, AtomicLongArray live, SplittableRandom random, int operations) {
        loop.run(memory, live, random, operations);
    }

    private static void pairs(Memory memory, AtomicLongArray live, SplittableRandom random, int operations) {
        for (int i = 0; i < operations; i++) {
            memory.give(memory.take(PAIR_SIZE));
        }
    }

    private static void replace(Memory memory, AtomicLongArray live, SplittableRandom random, int operations) {
        for (int i = 0; i < operations; i++) {
            int bits = random.nextInt();
            long old = live.getAndSet(bits & live.length() - 1, memory.take(LEAST + (bits >>> SIZE_SHIFT)));
            if (old != 0) {
                memory.give(old);
            }
        }
    }

    /** Its name in figures. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
