/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** The direct buffers of the JDK, which {@code -XX:MaxDirectMemorySize} limits. */
final class JdkBuffers {
    private JdkBuffers() {
    }

    /** Tells how many bytes they have, by reading a number that the JDK keeps. */
    static LongSupplier bytes() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool::getMemoryUsed;
            }
        }
        return () -> 0;
    }
}
