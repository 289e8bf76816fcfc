/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** The daemon thread that keeps up the engines that want one. It starts with the first of them, and ends when none is left. */
final class MaintenanceThread {
    private static final long PERIOD_MILLIS = 1000;
    private static final List<WeakReference<Engine>> ENGINES = new ArrayList<>();
    private static Thread thread;

    private MaintenanceThread() {
    }

    /** Keeps an engine up from now on. */
    static synchronized void add(Engine engine) {
        ENGINES.add(new WeakReference<>(engine));
        if (thread == null) {
            thread = new Thread(MaintenanceThread::run, "perch-maintenance");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void run() {
        while (true) {
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException ignored) {
                // Nobody has a reason to end this thread; the next round comes a little early.
                Thread.interrupted();
            }
            List<Engine> open = open();
            if (open.isEmpty()) {
                return;
            }
            for (Engine engine : open) {
                try {
                    engine.doWork();
                } catch (RuntimeException | Error e) {
                    System.getLogger("io.perch").log(System.Logger.Level.WARNING, "maintenance failed, and goes on", e);
                }
            }
        }
    }

    /** The engines to keep up; if there is none, the thread is over. */
    private static synchronized List<Engine> open() {
        List<Engine> open = new ArrayList<>();
        ENGINES.removeIf(reference -> {
            Engine engine = reference.get();
            if (engine == null || engine.isClosed()) {
                return true;
            }
            open.add(engine);
            return false;
        });
        if (open.isEmpty()) {
            thread = null;
        }
        return open;
    }
}
