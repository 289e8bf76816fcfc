/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import io.perch.PerchAllocator;
import io.perch.bench.netty.UnsafeMemory;
import java.util.EnumMap;
import java.util.Map;

/** One thread of a crowd, and how long it waited. Waits are seen by whoever ended a wave with it. */
final class Member {
    private static final int HELD = 4;

    private final PerchAllocator allocator;
    private final int size;
    private final long[] held = new long[HELD];
    private final Map<Wait, Waits> waits = new EnumMap<>(Wait.class);

    Member(PerchAllocator allocator, int size) {
        this.allocator = allocator;
        this.size = size;
        forget();
    }

    /** What it waited for so far does not count. */
    void forget() {
        for (Wait wait : Wait.values()) {
            waits.put(wait, new Waits());
        }
    }

    Waits waits(Wait wait) {
        return waits.get(wait);
    }

    /** Takes its blocks. {@code usual}: nanoseconds that one takes. */
    void take(Wait wait, long usual) {
        Waits mine = waits.get(wait);
        for (int i = 0; i < HELD; i++) {
            long begin = System.nanoTime();
            held[i] = switch (wait) {
                case BLOCK -> allocator.allocate(size);
                case MALLOC -> UnsafeMemory.allocate(size);
                default -> compute(begin + usual);
            };
            mine.add(System.nanoTime() - begin);
        }
    }

    /** Gives them back. */
    void give(Wait wait, long usual) {
        for (long block : held) {
            switch (wait) {
                case BLOCK -> allocator.free(block);
                case MALLOC -> UnsafeMemory.free(block);
                default -> compute(System.nanoTime() + usual);
            }
        }
    }

    private static long compute(long end) {
        long now;
        do {
            now = System.nanoTime();
        } while (now < end);
        return now;
    }
}
