/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import io.perch.span.Span;
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
        Span span = perch.spanOf(block);
        ByteBuffer memory = span.memory();
        int begin = (int) (block - span.address());
        memory.putLong(begin, stamp);
        memory.putLong(begin + (int) span.blockSize() - Long.BYTES, stamp);
    }

    private void free(PerchAllocator perch, long block, int size, long stamp) {
        Span span = perch.spanOf(block);
        if (span != null) {
            ByteBuffer memory = span.memory();
            int begin = (int) (block - span.address());
            if (memory.getLong(begin) == stamp && memory.getLong(begin + (int) span.blockSize() - Long.BYTES) == stamp) {
                perch.free(block);
                return;
            }
        }
        tally.doubled(block, size);
    }
}
