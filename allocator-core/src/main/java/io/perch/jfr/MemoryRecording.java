/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import io.perch.os.Detached;
import io.perch.publish.Source;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Whose memory is in the recordings of Flight Recorder: that of all allocators that are open. Nothing is done until a recording
 * asks for it. Without the module {@code jdk.jfr} nothing is recorded. Thread-safe.
 *
 * <p>Flight Recorder knows this class only while there is an allocator: otherwise it would keep the class loader alive.
 */
public final class MemoryRecording {
    /** By number. Read without our lock: Flight Recorder asks with its own held, which we need with ours. */
    private static final Map<Long, WeakReference<Source>> ALLOCATORS = new ConcurrentSkipListMap<>();
    private static long lastNumber;
    private static Runnable stop;

    private MemoryRecording() {
    }

    /**
     * Records an allocator's memory from now on.
     *
     * @param source is held weakly
     * @return by which it is removed again
     */
    public static synchronized long add(Source source) {
        forgetDropped();
        long number = ++lastNumber;
        ALLOCATORS.put(number, new WeakReference<>(source));
        if (stop == null) {
            stop = start();
        }
        return number;
    }

    /** Of an allocator that became garbage, nobody says so. */
    private static void forgetDropped() {
        ALLOCATORS.values().removeIf(source -> source.get() == null);
    }

    private static Runnable start() {
        try {
            return Detached.make(MemoryListener::start);
        } catch (LinkageError | RuntimeException noFlightRecorder) {
            return () -> { };
        }
    }

    /**
     * Records a block that was sampled, with the stack of the calling thread, if a recording wants it.
     *
     * @param mean bytes between two samples on average
     */
    public static void sampled(long size, long mean) {
        try {
            MemoryListener.sampled(size, mean);
        } catch (LinkageError noFlightRecorder) {
            return;
        }
    }

    /** Ends it; nothing happens if that was done before. */
    public static synchronized void remove(long number) {
        ALLOCATORS.remove(number);
        forgetDropped();
        if (ALLOCATORS.isEmpty() && stop != null) {
            stop.run();
            stop = null;
        }
    }

    /** The allocators by number, oldest first. */
    static Map<Long, WeakReference<Source>> allocators() {
        return ALLOCATORS;
    }
}
