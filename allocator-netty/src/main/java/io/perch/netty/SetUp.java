/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.util.internal.SystemPropertyUtil;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.List;
import java.util.Locale;

/** Logs at start what Netty silently ignores: a property that was meant to choose Perch, but does not. */
final class SetUp {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(SetUp.class);

    private SetUp() {
    }

    static void check() {
        warn(extensions(SystemPropertyUtil.get("io.netty.bootstrap.extensions")));
        warn(allocatorType(SystemPropertyUtil.get("io.netty.allocator.type")));
    }

    private static void warn(String problem) {
        if (!problem.isEmpty()) {
            LOGGER.warn(problem);
        }
    }

    /** What is wrong with the property's value; empty if nothing is. */
    static String extensions(String value) {
        return value == null || List.of("", "serviceload", "log").contains(value.toLowerCase(Locale.ROOT)) ? ""
                : "-Dio.netty.bootstrap.extensions=" + value
                + " means none to Netty: with 'serviceload', Perch serves all channels";
    }

    /** What is wrong with the property's value; empty if nothing is. */
    static String allocatorType(String value) {
        return value == null || List.of("pooled", "unpooled", "adaptive").contains(value.strip().toLowerCase(Locale.ROOT)) ? ""
                : "-Dio.netty.allocator.type=" + value + " is not known to Netty, which takes its own pooled allocator then: with "
                + "-javaagent:perch-netty-agent.jar, Perch is ByteBufAllocator.DEFAULT";
    }
}
