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

    /** Lists, linked by {@link CheckedBlock#behind}. The number of them is a power of two. */
    private CheckedBlock[] lists = new CheckedBlock[LEAST];
    private int size;

    private static int list(long address, int length) {
        return (int) (FibonacciHash.of(address) >>> Integer.numberOfLeadingZeros(length) + 33);
    }

    /** The block at an address, or null. */
    CheckedBlock find(long address) {
        CheckedBlock block = lists[list(address, lists.length)];
        while (block != null && block.address() != address) {
            block = block.behind;
        }
        return block;
    }

    /** Enters a block in place of the one at its address, if there is one. */
    void put(CheckedBlock block) {
        if (size >= lists.length) {
            grow(new CheckedBlock[lists.length * 2]);
        }
        CheckedBlock before = find(block.address());
        if (before != null) {
            remove(before);
        }
        link(block, lists);
        size++;
    }

    private void grow(CheckedBlock[] more) {
        for (CheckedBlock first : lists) {
            CheckedBlock block = first;
            while (block != null) {
                CheckedBlock next = block.behind;
                link(block, more);
                block = next;
            }
        }
        lists = more;
    }

    private static void link(CheckedBlock block, CheckedBlock[] into) {
        int list = list(block.address(), into.length);
        block.behind = into[list];
        into[list] = block;
    }

    /** Takes a block out, unless another is in its place. */
    void remove(CheckedBlock block) {
        int list = list(block.address(), lists.length);
        CheckedBlock before = null;
        CheckedBlock at = lists[list];
        while (at != null && at != block) {
            before = at;
            at = at.behind;
        }
        if (at == null) {
            return;
        }
        if (before == null) {
            lists[list] = block.behind;
        } else {
            before.behind = block.behind;
        }
        size--;
    }

    void forEach(Consumer<CheckedBlock> action) {
        for (CheckedBlock first : lists) {
            for (CheckedBlock block = first; block != null; block = block.behind) {
                action.accept(block);
            }
        }
    }
}
