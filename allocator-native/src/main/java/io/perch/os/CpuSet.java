/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** On which CPUs the calling thread may run, by sched_getaffinity(2) and sched_setaffinity(2). */
public final class CpuSet {
    /** Bytes of the sets that are passed to the kernel, for as many CPUs as it can have. */
    private static final int BYTES = 8192 / Byte.SIZE;

    private CpuSet() {
    }

    /** @throws OsMemoryException if the system does not tell, with the errno */
    public static BitSet get(SystemCalls calls) {
        try (Scratch set = new Scratch(calls, BYTES)) {
            calls.check("sched_getaffinity", calls.call(SystemCall.SCHED_GETAFFINITY, 0, BYTES, set.address(), 0, 0, 0));
            return BitSet.valueOf(set.bytes());
        }
    }

    /** @throws OsMemoryException if the system refuses, with the errno */
    public static void set(SystemCalls calls, int cpu) {
        try (Scratch set = new Scratch(calls, BYTES)) {
            ByteBuffer bytes = set.bytes();
            bytes.put(cpu / Byte.SIZE, (byte) (1 << cpu % Byte.SIZE));
            calls.check("sched_setaffinity", calls.call(SystemCall.SCHED_SETAFFINITY, 0, BYTES, set.address(), 0, 0, 0));
        }
    }
}
