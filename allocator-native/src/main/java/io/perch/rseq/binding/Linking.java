/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.capability.Settings;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Links foreign calls on a thread of its own, while the thread that starts the first allocator reads options and probes the system:
 * a first buffer comes some 60 ms earlier. Whatever goes wrong here happens again where the calls are needed, and is told there.
 */
public final class Linking implements Runnable {
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private Linking() {
    }

    /** Starts the thread, which ends by itself, the first time. Where JNI is asked for, or no thread can be had, there is none. */
    public static void start() {
        if (STARTED.compareAndSet(false, true) && Settings.of(System.getProperties()).usesForeignCalls()) {
            try {
                Thread thread = new Thread(null, new Linking(), "perch-linking", 0, false);
                thread.setContextClassLoader(null);
                thread.setDaemon(true);
                thread.start();
            } catch (OutOfMemoryError noThread) {
                // Nothing is lost but the time.
                return;
            }
        }
    }

    @Override
    public void run() {
        try {
            FfmBinding.prepare();
        } catch (RuntimeException | LinkageError | OutOfMemoryError again) {
            // Tried again, and reported, by the thread that needs it.
            return;
        }
    }
}
