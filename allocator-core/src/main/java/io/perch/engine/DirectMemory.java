/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** How much memory outside of the heap the JVM was told to use. */
public final class DirectMemory {
    private DirectMemory() {
    }

    /** -XX:MaxDirectMemorySize in bytes, or the maximum heap where it is not set, as the JDK itself has it. */
    public static long limit() {
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
