/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.perch.topology.Topology;
import java.lang.management.ManagementFactory;

/** The hard limit of an allocator whose user has set none. */
public final class DefaultLimit {
    private DefaultLimit() {
    }

    /**
     * What the JVM was told to use outside of its heap, in bytes, or what the process's control groups allow or the machine has, if
     * that is less: more would end the process, not the allocation.
     */
    public static long bytes() {
        return Math.min(directMemory(), Topology.readMemory());
    }

    /** -XX:MaxDirectMemorySize, or the maximum heap where it is not set, as the JDK itself has it. */
    private static long directMemory() {
        try {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            if (options != null) {
                long value = Long.parseLong(options.getVMOption("MaxDirectMemorySize").getValue());
                if (value > 0) {
                    return value;
                }
            }
        } catch (IllegalArgumentException | LinkageError notHotSpot) {
            return Runtime.getRuntime().maxMemory();
        }
        return Runtime.getRuntime().maxMemory();
    }
}
