/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import io.perch.profile.CallSite;
import io.perch.profile.Profile;
import io.perch.profile.Sampler;
import io.perch.publish.Source;
import io.perch.stats.LockStats;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * The only class that calls Flight Recorder: a run-time image without the module {@code jdk.jfr} cannot load it. To listen costs
 * nothing until the first recording is made.
 */
final class MemoryListener implements FlightRecorderListener {
    private final Runnable hook = MemoryListener::record;
    private final Runnable lockHook = MemoryListener::recordLocks;
    private final Runnable profileHook = MemoryListener::recordProfile;

    /** Starts to listen; returns what ends it. */
    static Runnable start() {
        MemoryListener listener = new MemoryListener();
        // Made first, lest the heap is full by then and nobody could end it.
        Runnable stop = listener::stop;
        FlightRecorder.addListener(listener);
        return stop;
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        FlightRecorder.register(MemoryEvent.class);
        FlightRecorder.addPeriodicEvent(MemoryEvent.class, hook);
        FlightRecorder.register(LockEvent.class);
        FlightRecorder.addPeriodicEvent(LockEvent.class, lockHook);
        FlightRecorder.register(AllocationSampleEvent.class);
        FlightRecorder.register(LiveAllocationEvent.class);
        FlightRecorder.addPeriodicEvent(LiveAllocationEvent.class, profileHook);
    }

    private void stop() {
        FlightRecorder.removeListener(this);
        if (FlightRecorder.isInitialized()) {
            FlightRecorder.removePeriodicEvent(hook);
            FlightRecorder.unregister(MemoryEvent.class);
            FlightRecorder.removePeriodicEvent(lockHook);
            FlightRecorder.unregister(LockEvent.class);
            FlightRecorder.removePeriodicEvent(profileHook);
            FlightRecorder.unregister(LiveAllocationEvent.class);
            FlightRecorder.unregister(AllocationSampleEvent.class);
        }
    }

    private static void record() {
        MemoryRecording.allocators().forEach((number, reference) -> {
            Source source = reference.get();
            MemoryEvent event = new MemoryEvent();
            if (source != null && event.shouldCommit()) {
                event.fill(number, source.stats());
                event.commit();
            }
        });
    }

    private static void recordLocks() {
        MemoryRecording.allocators().forEach((number, reference) -> {
            Source source = reference.get();
            if (source != null) {
                source.stats().locks().stream().filter(lock -> lock.acquisitions() > 0).forEach(lock -> record(number, lock));
            }
        });
    }

    private static void record(long number, LockStats lock) {
        LockEvent event = new LockEvent();
        if (event.shouldCommit()) {
            event.fill(number, lock);
            event.commit();
        }
    }

    private static void recordProfile() {
        MemoryRecording.allocators().forEach((number, reference) -> {
            Source source = reference.get();
            Profile profile = source == null ? null : source.profile();
            if (profile != null) {
                profile.holders().forEach(site -> record(number, site));
            }
        });
    }

    private static void record(long number, CallSite site) {
        LiveAllocationEvent event = new LiveAllocationEvent();
        if (event.shouldCommit()) {
            event.fill(number, site);
            event.commit();
        }
    }

    /** A block was sampled whose user's stack this is. */
    static void sampled(long size, long mean) {
        AllocationSampleEvent event = new AllocationSampleEvent();
        if (event.shouldCommit()) {
            event.size = size;
            event.weight = Sampler.weight(size, mean);
            event.commit();
        }
    }
}
