/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.os.Detached;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The daemon thread that maintains the engines that want one. It starts with the first of them and ends when none is left. It
 * survives whatever its work throws; if it cannot be started, as in a container without a thread to spare, the next engine tries
 * again for all.
 */
final class MaintenanceThread {
    private static final long PERIOD_MILLIS = 100;
    private static final List<KeptEngine> ENGINES = new ArrayList<>();
    private static volatile Thread thread;
    /** What was thrown last, as text: the object would hold its class loader. Null if nothing was. */
    private static volatile String lastError;
    /** Whether something was thrown for whose text there was no room at all. */
    private static volatile boolean failedUntold;
    /** Since when no thread can be started, in nanoseconds of {@link System#nanoTime}; 0 if one could be. */
    private static volatile long missingSince;

    private MaintenanceThread() {
    }

    /** Maintains an engine from now on, for an owner that may be dropped. */
    static synchronized void add(Engine engine, Object owner) {
        ENGINES.add(new KeptEngine(engine, new WeakReference<>(owner)));
        ensure();
    }

    /** Starts the thread if it is wanted and missing; returns whether it runs. */
    static synchronized boolean ensure() {
        if (!isRunning() && !ENGINES.isEmpty()) {
            start();
        }
        return isRunning();
    }

    static boolean isRunning() {
        Thread now = thread;
        return now != null && now.isAlive();
    }

    /** What there is to know about it, in a sentence. */
    static String state() {
        String failed = lastError;
        long since = missingSince;
        return (isRunning() || since == 0 ? "by a thread" : "missing for " + (System.nanoTime() - since) / 1_000_000_000L + " s")
                + (failed != null ? "; it failed last with " + failed : failedUntold ? "; it failed in a full heap or stack" : "");
    }

    /** Tells of each error once: what fails again and again would fill the log, ten times a second. */
    private static void failed(Throwable e) {
        try {
            String error = e.toString();
            if (!error.equals(lastError)) {
                lastError = error;
                log("maintenance failed, and goes on", e);
            }
        } catch (RuntimeException | Error noRoom) {
            failedUntold = true;
        }
    }

    /** Never fails: an engine that is in the list stays there, and somebody else tries again. */
    private static void start() {
        try {
            // It belongs to no application: it holds neither the class loader nor the thread-locals of whoever made the first
            // allocator.
            Thread fresh = Detached.make(() -> new Thread(null, MaintenanceThread::run, "perch-maintenance", 0, false));
            fresh.setContextClassLoader(null);
            fresh.setDaemon(true);
            fresh.start();
            thread = fresh;
            missingSince = 0;
        } catch (OutOfMemoryError noThread) {
            thread = null;
            lastError = "no thread can be started";
            if (missingSince == 0) {
                missingSince = System.nanoTime() | 1;
                log("no thread can be started for maintenance; the next allocator or statistics try again", noThread);
            }
        }
    }

    private static void run() {
        boolean wanted = true;
        while (wanted) {
            wanted = round(PERIOD_MILLIS);
        }
    }

    /**
     * What the thread does again and again. Never fails: what is thrown even where errors are told is noted by a store, which needs
     * neither heap nor stack. Returns whether there is anything left to maintain.
     */
    static boolean round(long pauseMillis) {
        try {
            return attempt(pauseMillis);
        } catch (RuntimeException | Error e) {
            failedUntold = true;
            return true;
        }
    }

    private static boolean attempt(long pauseMillis) {
        try {
            Thread.sleep(pauseMillis);
            return keepUp();
        } catch (InterruptedException early) {
            // Nobody has a reason to end this thread; the next round just comes a little early.
            return true;
        } catch (RuntimeException | Error e) {
            failed(e);
            return true;
        }
    }

    private static boolean keepUp() {
        List<KeptEngine> open = open();
        for (KeptEngine kept : open) {
            try {
                kept.doWork();
            } catch (RuntimeException | Error e) {
                failed(e);
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
        List<KeptEngine> open = List.copyOf(ENGINES);
        // Last, as what fails after it would leave a second thread beside this one.
        if (open.isEmpty()) {
            thread = null;
        }
        return open;
    }
}
