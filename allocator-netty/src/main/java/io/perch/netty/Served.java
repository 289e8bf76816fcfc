/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.perch.PerchAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Says at start what Perch found on this machine, and whom it serves: one line, and a short one for each further way to Perch. The
 * line is also the system property {@value #PROPERTY}, which {@code ./perch doctor PID} reads.
 */
final class Served {
    static final String PROPERTY = "io.perch.netty.status";

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(Served.class);
    private static final long MIB = 1 << 20;

    private static String first;
    private static String line;
    private static boolean started;

    private Served() {
    }

    /**
     * Somebody is about to get {@link PerchByteBufAllocator#DEFAULT} who did not ask for it.
     *
     * @param who in words
     */
    static synchronized void alsoBy(String who) {
        if (started) {
            LOGGER.info("Perch serves {}", who);
            System.setProperty(PROPERTY, System.getProperty(PROPERTY, "") + "; also " + who);
        } else {
            first = who;
        }
        ServiceCheck.start();
    }

    /** {@link PerchByteBufAllocator#DEFAULT} is there. */
    static synchronized void start(PerchAllocator allocator) {
        started = true;
        line = found(allocator) + " serves "
                + Objects.requireNonNullElse(first, "what is given PerchByteBufAllocator.DEFAULT");
        System.setProperty(PROPERTY, line);
        tell(line);
    }

    /** On a thread of its own: the first line of a process that logs by {@code java.util.logging} takes 30 ms, for time zones. */
    private static void tell(String text) {
        if (!LOGGER.isInfoEnabled()) {
            return;
        }
        try {
            Thread thread = new Thread(null, () -> LOGGER.info(text), "perch-start-line", 0, false);
            // A program that ends at once still shows it.
            thread.setDaemon(false);
            thread.start();
        } catch (OutOfMemoryError noThread) {
            LOGGER.info(text);
        }
    }

    /** {@link PerchByteBufAllocator#DEFAULT} was closed. */
    static synchronized void end() {
        // What another class loader has said meanwhile is its own.
        if (System.getProperty(PROPERTY, "").startsWith(line)) {
            System.clearProperty(PROPERTY);
        }
    }

    private static String found(PerchAllocator allocator) {
        // Put together by hand, because the first format of a process costs it 10 ms and more.
        return "Perch " + version() + " (mode " + allocator.mode() + because(allocator.modeReason()) + "; limit "
                + allocator.config().hardLimit() / MIB + " MiB; NUMA " + allocator.numa() + because(allocator.numaReason()) + ")";
    }

    private static String version() {
        try (InputStream version = Served.class.getResourceAsStream("version.txt")) {
            return version == null ? "?" : new String(version.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            return "?";
        }
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ", because " + reason;
    }
}
