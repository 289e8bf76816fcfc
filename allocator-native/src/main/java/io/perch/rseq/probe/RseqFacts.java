/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

/**
 * What the kernel and libc say about restartable sequences to the thread that asked; {@code perch_rseq_facts} fills it.
 *
 * @param kernel      whether the kernel has the system call
 * @param featureSize {@code AT_RSEQ_FEATURE_SIZE}: bytes that the kernel writes; 0 on kernels before 6.3, which means 20
 * @param area        whether libc, or else Perch, has a {@code struct rseq} in every thread
 * @param libcSize    {@code __rseq_size}: 0 if libc did not register, otherwise of no meaning to us (glibc 2.35 to 2.40 say 20 or
 *                    32)
 * @param cpuId       the field {@code cpu_id}: negative if the thread is not registered
 * @param length      the length that is registered, found by asking; 0 if none
 */
record RseqFacts(boolean kernel, long featureSize, boolean area, long libcSize, int cpuId, long length) {
    /** Bytes up to the end of {@code node_id}. */
    static final int NODE_ID_END = 24;
    /** Bytes up to the end of {@code mm_cid}. */
    static final int MM_CID_END = 28;

    private static final long ORIGINAL_FEATURE_SIZE = 20;

    static RseqFacts of(long[] words) {
        return new RseqFacts(words[0] != 0, words[1], words[2] != 0, words[3], (int) words[4], words[5]);
    }

    /** Bytes of {@code struct rseq} that the kernel writes. */
    long written() {
        return featureSize == 0 ? ORIGINAL_FEATURE_SIZE : featureSize;
    }
}
