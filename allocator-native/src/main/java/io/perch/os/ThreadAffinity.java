/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.BitSet;

/** On which CPUs the calling thread may run. Only for platform threads, and off every hot path: each call is one of JNA's. */
public final class ThreadAffinity {
    /** Bits of the sets that are passed to the kernel, as many CPUs as it can have. */
    private static final int MOST_CPUS = 8192;

    private ThreadAffinity() {
    }

    /**
     * The CPUs that the calling thread may run on.
     *
     * @throws OsMemoryException if the system does not tell, with the errno
     * @throws LinkageError      if JNA does not work here
     */
    public static BitSet allowed() {
        try (Memory set = new Memory(MOST_CPUS / Byte.SIZE)) {
            set.clear();
            check("sched_getaffinity", call("sched_getaffinity", set) < 0);
            return BitSet.valueOf(set.getByteArray(0, (int) set.size()));
        }
    }

    /**
     * Lets the calling thread run on one CPU only.
     *
     * @param cpu as in {@link #allowed}
     * @throws OsMemoryException if the system refuses, with the errno
     * @throws LinkageError      if JNA does not work here
     */
    public static void pin(int cpu) {
        try (Memory set = new Memory(MOST_CPUS / Byte.SIZE)) {
            set.clear();
            set.setByte(cpu / Byte.SIZE, (byte) (1 << cpu % Byte.SIZE));
            check("sched_setaffinity", call("sched_setaffinity", set) != 0);
        }
    }

    /** Looked up here, so that a system without these functions has everything else. */
    private static int call(String function, Memory set) {
        NativeLibrary libc = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);
        return libc.getFunction(function).invokeInt(new Object[] {0, set.size(), set});
    }

    private static void check(String call, boolean failed) {
        if (failed) {
            int errno = Native.getLastError();
            throw new OsMemoryException(call, errno, LibC.strerror(errno));
        }
    }
}
