/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The daemon thread that maintains the engines that want one. It starts with the first of them and ends when none is left. It
 * survives whatever its work throws; if it cannot be started, as in a container without a thread to spare, the next engine tries
 * again for all.
 */
final class MaintenanceThread {
    private static final long PERIOD_MILLIS = 250;
    private static final List<KeptEngine> ENGINES = new ArrayList<>();
    private static Thread thread;

    private MaintenanceThread() {
    }

    /** Maintains an engine from now on, for an owner that may be dropped. */
    static synchronized void add(Engine engine, Object owner) {
        ENGINES.add(new KeptEngine(engine, new WeakReference<>(owner)));
        if (thread == null || !thread.isAlive()) {
            start();
        }
    }

    private static void start() {
        // It belongs to no application: it holds neither the class loader nor the thread-locals of whoever made the first
        // allocator.
        Thread fresh = new Thread(null, MaintenanceThread::run, "perch-maintenance", 0, false);
        fresh.setContextClassLoader(null);
        fresh.setDaemon(true);
        try {
            fresh.start();
            thread = fresh;
        } catch (OutOfMemoryError noThread) {
            thread = null;
            log("no thread can be started for maintenance; the next allocator tries again", noThread);
        }
    }

    private static void run() {
        boolean wanted = true;
        while (wanted) {
            try {
                Thread.sleep(PERIOD_MILLIS);
                wanted = keepUp();
            } catch (InterruptedException ignored) {
                // Nobody has a reason to end this thread; the next round just comes a little early.
                Thread.interrupted();
            } catch (RuntimeException | Error e) {
                log("maintenance failed, and goes on", e);
            }
        }
    }

    /** Returns whether there is anything left to maintain. */
    private static boolean keepUp() {
        List<KeptEngine> open = open();
        for (KeptEngine kept : open) {
            try {
                kept.doWork();
            } catch (RuntimeException | Error e) {
                log("maintenance failed, and goes on", e);
            }
        }
        return !open.isEmpty();
    }

    /** With a full heap there is no room for a message either. */
    static void log(String message, Throwable why) {
        try {
            System.getLogger("io.perch").log(System.Logger.Level.WARNING, message, why);
        } catch (RuntimeException | Error ignored) {
            return;
        }
    }

    /** The engines to maintain; if there are none, the thread ends. */
    private static synchronized List<KeptEngine> open() {
        ENGINES.removeIf(KeptEngine::isClosed);
        if (ENGINES.isEmpty()) {
            thread = null;
        }
        return List.copyOf(ENGINES);
    }
}
