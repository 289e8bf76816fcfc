/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import java.nio.ByteBuffer;

/**
 * Many small blocks of one size, allocated and freed as fast as possible: most operations of a long run are done here. Only both
 * ends of each block carry the owner's stamp.
 */
final class Burst {
    private static final int BLOCKS = 128;

    private final Tally tally;
    private final long[] blocks = new long[BLOCKS];

    Burst(Tally tally) {
        this.tally = tally;
    }

    /**
     * Allocates blocks, stamps them, and frees them, in the order of a stack or of a queue.
     *
     * @param wanted how many blocks
     * @param stamp  a number that no other thread uses
     * @return operations done; fewer than wanted if the allocator is closed meanwhile
     */
    int run(PerchAllocator perch, int size, int wanted, long stamp) {
        int count = Math.min(wanted, BLOCKS);
        int allocated = 0;
        try {
            for (; allocated < count; allocated++) {
                blocks[allocated] = perch.allocate(size);
                stamp(perch, blocks[allocated], stamp);
            }
        } catch (IllegalStateException e) {
            tally.requireClosed(perch, e);
        }
        boolean stack = (stamp & 1) == 0;
        for (int i = 0; i < allocated; i++) {
            free(perch, blocks[stack ? allocated - 1 - i : i], size, stamp);
        }
        return 2 * allocated;
    }

    private static void stamp(PerchAllocator perch, long block, long stamp) {
        ByteBuffer memory = perch.buffer(block);
        memory.putLong(0, stamp);
        memory.putLong(memory.capacity() - Long.BYTES, stamp);
    }

    private void free(PerchAllocator perch, long block, int size, long stamp) {
        ByteBuffer memory;
        try {
            memory = perch.buffer(block);
        } catch (IllegalArgumentException | IllegalStateException gone) {
            tally.doubled(block, size);
            return;
        }
        if (memory.getLong(0) == stamp && memory.getLong(memory.capacity() - Long.BYTES) == stamp) {
            perch.free(block);
        } else {
            tally.doubled(block, size);
        }
    }
}
