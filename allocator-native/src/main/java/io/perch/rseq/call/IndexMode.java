/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.call;

/** How a critical section finds the slab of the thread that runs it. */
public enum IndexMode {
    /**
     * By {@code cpu_id_start}, confirmed by {@code cpu_id}; by the latter alone while there is a mark in the former. Needs no more
     * than a registered rseq area.
     */
    CPU,
    /** By {@code (node_id, mm_cid)}, one 8-byte load. Dense: a process with 2 allowed CPUs of 128 uses 2 slabs per node. */
    VCPU,
    /**
     * Like {@link #VCPU}, but the thread keeps what it found in {@code cpu_id_start} until the kernel erases it: a slab index in
     * libc's area, a slab's address in Perch's own. What is kept is compared with the slab's key before it is used. Used only if
     * asked for.
     */
    NOTIFY
}
