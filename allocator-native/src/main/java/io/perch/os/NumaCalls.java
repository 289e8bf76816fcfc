/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** System calls about NUMA nodes, by number: libnuma, which has names for them, is seldom installed. */
final class NumaCalls {
    static final int PREFERRED = 1;
    static final int BIND = 2;
    static final int PREFERRED_MANY = 5;

    private static final boolean X86 = Host.arch().equals("x86_64");
    private static final long MBIND = X86 ? 237 : 235;
    private static final long MOVE_PAGES = X86 ? 279 : 239;
    private static final int WORD_BYTES = Long.BYTES;

    private NumaCalls() {
    }

    /** mbind(2). The kernel reads one bit fewer than it is told. */
    static int bind(long address, long bytes, int mode, int... nodes) {
        int largest = 0;
        for (int node : nodes) {
            largest = Math.max(largest, node);
        }
        int words = largest / Long.SIZE + 1;
        try (Memory mask = new Memory((long) words * WORD_BYTES)) {
            mask.clear();
            for (int node : nodes) {
                long word = (long) node / Long.SIZE * WORD_BYTES;
                mask.setLong(word, mask.getLong(word) | 1L << node);
            }
            return (int) LibC.syscall(MBIND, address, bytes, mode, Pointer.nativeValue(mask), (long) words * Long.SIZE + 1, 0);
        }
    }

    /** A move_pages(2) that moves nothing, but tells where pages are. */
    static int query(long[] addresses, long pageSize, int[] nodes) {
        try (Memory pages = new Memory((long) addresses.length * WORD_BYTES);
                Memory status = new Memory((long) addresses.length * Integer.BYTES)) {
            for (int i = 0; i < addresses.length; i++) {
                pages.setLong((long) i * WORD_BYTES, addresses[i] & -pageSize);
            }
            int result = (int) LibC.syscall(MOVE_PAGES, 0, addresses.length, Pointer.nativeValue(pages), 0,
                    Pointer.nativeValue(status), 0);
            status.read(0, nodes, 0, nodes.length);
            return result;
        }
    }
}
