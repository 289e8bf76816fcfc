/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.ByteBuffer;

/** System calls about NUMA nodes, by number: libnuma, which has names for them, is seldom installed. */
final class NumaCalls {
    static final int PREFERRED = 1;
    static final int BIND = 2;
    static final int PREFERRED_MANY = 5;

    private static final int WORD_BYTES = Long.BYTES;

    private final SystemCalls calls;

    NumaCalls(SystemCalls calls) {
        this.calls = calls;
    }

    /** mbind(2). The kernel reads one bit fewer than it is told. Returns 0 or a negated errno. */
    long bind(long address, long bytes, int mode, int... nodes) {
        int largest = 0;
        for (int node : nodes) {
            largest = Math.max(largest, node);
        }
        int words = largest / Long.SIZE + 1;
        try (Scratch mask = new Scratch(calls, words * WORD_BYTES)) {
            ByteBuffer bits = mask.bytes();
            for (int node : nodes) {
                int word = node / Long.SIZE * WORD_BYTES;
                bits.putLong(word, bits.getLong(word) | 1L << node);
            }
            return calls.call(SystemCall.MBIND, address, bytes, mode, mask.address(), (long) words * Long.SIZE + 1, 0);
        }
    }

    /** A move_pages(2) that moves nothing, but tells where pages are. Returns 0 or a negated errno. */
    long query(long[] addresses, long pageSize, int[] nodes) {
        try (Scratch pages = new Scratch(calls, Math.multiplyExact(addresses.length, WORD_BYTES));
                Scratch status = new Scratch(calls, addresses.length * Integer.BYTES)) {
            for (int i = 0; i < addresses.length; i++) {
                pages.bytes().putLong(i * WORD_BYTES, addresses[i] & -pageSize);
            }
            long result = calls.call(SystemCall.MOVE_PAGES, 0, addresses.length, pages.address(), 0, status.address(), 0);
            status.bytes().asIntBuffer().get(nodes);
            return result;
        }
    }
}
