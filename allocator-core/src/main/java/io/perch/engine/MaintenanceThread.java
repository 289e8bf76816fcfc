/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.PerchAllocator;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** The daemon thread that keeps up the allocators that want one. It starts with the first of them, and ends when none is left. */
public final class MaintenanceThread {
    private static final long PERIOD_MILLIS = 250;
    private static final List<WeakReference<PerchAllocator>> ALLOCATORS = new ArrayList<>();
    private static Thread thread;

    private MaintenanceThread() {
    }

    /** Keeps an allocator up from now on. */
    public static synchronized void add(PerchAllocator allocator) {
        ALLOCATORS.add(new WeakReference<>(allocator));
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
            List<PerchAllocator> open = open();
            if (open.isEmpty()) {
                return;
            }
            for (PerchAllocator allocator : open) {
                try {
                    allocator.doWork();
                } catch (RuntimeException | Error e) {
                    System.getLogger("io.perch").log(System.Logger.Level.WARNING, "maintenance failed, and goes on", e);
                }
            }
        }
    }

    /** The allocators to keep up; if there is none, the thread is over. */
    private static synchronized List<PerchAllocator> open() {
        List<PerchAllocator> open = new ArrayList<>();
        ALLOCATORS.removeIf(reference -> {
            PerchAllocator allocator = reference.get();
            if (allocator == null || allocator.isClosed()) {
                return true;
            }
            open.add(allocator);
            return false;
        });
        if (open.isEmpty()) {
            thread = null;
        }
        return open;
    }
}
