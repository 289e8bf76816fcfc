/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.sync.FibonacciHash;
import java.util.function.Consumer;

/**
 * Checked blocks by their addresses. Nothing but {@link #put} needs memory of the heap, so that a block can be freed however full
 * that is. Not thread-safe.
 */
final class BlockTable {
    private static final int LEAST = 1024;

    /** Each is a list, linked by {@link CheckedBlock#nextInBucket}. The number of them is a power of two. */
    private CheckedBlock[] buckets = new CheckedBlock[LEAST];
    private int size;

    private static int index(long address, int length) {
        return (int) (FibonacciHash.of(address) >>> Integer.numberOfLeadingZeros(length) + 33);
    }

    /** The block at an address, or null. */
    CheckedBlock find(long address) {
        CheckedBlock block = buckets[index(address, buckets.length)];
        while (block != null && block.address() != address) {
            block = block.nextInBucket;
        }
        return block;
    }

    /** Enters a block in place of the one at its address, if there is one. */
    void put(CheckedBlock block) {
        if (size >= buckets.length) {
            grow(new CheckedBlock[buckets.length * 2]);
        }
        CheckedBlock before = find(block.address());
        if (before != null) {
            remove(before);
        }
        link(block, buckets);
        size++;
    }

    private void grow(CheckedBlock[] more) {
        for (CheckedBlock first : buckets) {
            CheckedBlock block = first;
            while (block != null) {
                CheckedBlock next = block.nextInBucket;
                link(block, more);
                block = next;
            }
        }
        buckets = more;
    }

    private static void link(CheckedBlock block, CheckedBlock[] into) {
        int index = index(block.address(), into.length);
        block.nextInBucket = into[index];
        into[index] = block;
    }

    /** Takes a block out, unless another is in its place. */
    void remove(CheckedBlock block) {
        int index = index(block.address(), buckets.length);
        CheckedBlock before = null;
        CheckedBlock at = buckets[index];
        while (at != null && at != block) {
            before = at;
            at = at.nextInBucket;
        }
        if (at == null) {
            return;
        }
        if (before == null) {
            buckets[index] = block.nextInBucket;
        } else {
            before.nextInBucket = block.nextInBucket;
        }
        size--;
    }

    void forEach(Consumer<CheckedBlock> action) {
        for (CheckedBlock first : buckets) {
            for (CheckedBlock block = first; block != null; block = block.nextInBucket) {
                action.accept(block);
            }
        }
    }
}
