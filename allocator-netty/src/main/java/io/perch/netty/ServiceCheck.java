/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.perch.stats.PerchStats;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Warns once if Perch was to serve a process, but others hold the memory: looks each {@code -Dio.perch.netty.check=SECONDS}, 60
 * unless set, 0 for never, ten times. Nothing is counted for it: what Perch served shows in its tiers.
 */
final class ServiceCheck implements Runnable {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(ServiceCheck.class);
    private static final int TIMES = 10;
    private static final long MIB = 1 << 20;
    /** Others may hold this much, and ten times what Perch does. */
    private static final long MUCH = 8 * MIB;

    private static Thread thread;

    private final int seconds;

    private ServiceCheck(int seconds) {
        this.seconds = seconds;
    }

    /** Checks in a daemon thread, unless that was done before. */
    static synchronized void start() {
        int seconds = Integer.getInteger("io.perch.netty.check", 60);
        if (seconds > 0 && thread == null) {
            thread = new Thread(null, new ServiceCheck(seconds), "perch-netty-check", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    /** Ends the thread: while it waits, it holds the class loader. */
    static synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void run() {
        try {
            String warning = "";
            for (int i = 0; i < TIMES && warning.isEmpty(); i++) {
                TimeUnit.SECONDS.sleep(seconds);
                warning = look();
                if (!warning.isEmpty()) {
                    // Memory that was just taken is in the JDK's count, and not yet in that of the pool that took it.
                    TimeUnit.SECONDS.sleep(1);
                    warning = look();
                }
            }
            if (!warning.isEmpty()) {
                LOGGER.warn(warning);
            }
        } catch (InterruptedException | LinkageError | RuntimeException noCheck) {
            LOGGER.debug("Whom Perch serves is not known", noCheck);
        }
    }

    private static String look() {
        return warning(PerchByteBufAllocator.DEFAULT.allocator().stats(), OtherAllocators.held());
    }

    /** What there is to warn of; empty if nothing. */
    static String warning(PerchStats ours, Map<String, Long> others) {
        long held = others.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long served = ours.inUse() + ours.cached();
        if (held < MUCH || held / 10 < served) {
            return "";
        }
        return String.format(Locale.ROOT, "Perch serves %s: it holds %.1f MiB of blocks, but others hold more: %s. docs/netty.md "
                + "says how each library comes to Perch", served == 0 ? "nobody" : "little", (double) served / MIB,
                others.entrySet().stream().filter(other -> other.getValue() > 0)
                        .map(other -> String.format(Locale.ROOT, "%s %.1f MiB", other.getKey(), (double) other.getValue() / MIB))
                        .collect(Collectors.joining(", ")));
    }
}
