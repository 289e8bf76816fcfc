/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
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
        return Math.min(Math.min(directMemory(), Topology.readMemoryLimit()), machine());
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

    /** The machine's memory. A JVM that does not tell lacks the option as well. */
    private static long machine() {
        try {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long bytes = system == null ? 0 : system.getTotalMemorySize();
            return bytes > 0 ? bytes : Runtime.getRuntime().maxMemory();
        } catch (IllegalArgumentException | LinkageError notHotSpot) {
            return Runtime.getRuntime().maxMemory();
        }
    }
}
