/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.CpuSet;
import java.util.BitSet;

/** On which CPUs the calling thread may run. Only for platform threads, and off every hot path. */
public final class ThreadAffinity {
    private ThreadAffinity() {
    }

    /**
     * The CPUs that the calling thread may run on.
     *
     * @throws io.perch.os.OsMemoryException if the system does not tell, with the errno, or cannot be asked
     */
    public static BitSet allowed() {
        return CpuSet.get(NativePlatform.get().systemCalls());
    }

    /**
     * Lets the calling thread run on one CPU only.
     *
     * @param cpu as in {@link #allowed}
     * @throws io.perch.os.OsMemoryException if the system refuses, with the errno, or cannot be asked
     */
    public static void pin(int cpu) {
        CpuSet.set(NativePlatform.get().systemCalls(), cpu);
    }
}
