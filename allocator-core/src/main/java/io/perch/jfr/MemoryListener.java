/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import io.perch.stats.PerchStats;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * The only class that calls Flight Recorder: a run-time image without the module {@code jdk.jfr} cannot load it. To listen costs
 * nothing until the first recording is made.
 */
final class MemoryListener implements FlightRecorderListener {
    private final Runnable hook = MemoryListener::record;

    /** Starts to listen; returns what ends it. */
    static Runnable start() {
        MemoryListener listener = new MemoryListener();
        FlightRecorder.addListener(listener);
        return listener::stop;
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        FlightRecorder.register(MemoryEvent.class);
        FlightRecorder.addPeriodicEvent(MemoryEvent.class, hook);
    }

    private void stop() {
        FlightRecorder.removeListener(this);
        if (FlightRecorder.isInitialized()) {
            FlightRecorder.removePeriodicEvent(hook);
            FlightRecorder.unregister(MemoryEvent.class);
        }
    }

    private static void record() {
        MemoryRecording.allocators().forEach((number, reference) -> {
            Supplier<PerchStats> stats = reference.get();
            MemoryEvent event = new MemoryEvent();
            if (stats != null && event.shouldCommit()) {
                event.fill(number, stats.get());
                event.commit();
            }
        });
    }
}
