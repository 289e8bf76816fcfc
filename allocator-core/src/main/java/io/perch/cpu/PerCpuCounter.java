/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import io.perch.sync.RoomForClasses;

/**
 * A sum that many threads add to, such as a count of requests: each adds to the cell of the CPU that it runs on, in a restartable
 * sequence without an atomic instruction. Where that does not work, it is a {@link java.util.concurrent.atomic.LongAdder}.
 *
 * <p>A counter takes 8 bytes per possible CPU outside of the heap. Its memory is reused when the garbage collector has found that
 * no thread can add to it any more, whether it is closed or not.
 *
 * <p>May be used by any thread at any time.
 */
public abstract sealed class PerCpuCounter implements AutoCloseable permits RseqCounter, AdderCounter {
    private static boolean ready;

    /** Only the two classes here extend this one. */
    PerCpuCounter() {
    }

    /**
     * A counter at 0.
     *
     * @throws io.perch.os.OsMemoryException if the system refuses memory
     */
    public static PerCpuCounter create() {
        if (!ready) {
            RoomForClasses.require();
        }
        try {
            PerCpuCounter counter = NativePlatform.get().supports(IndexMode.CPU) ? new RseqCounter() : new AdderCounter();
            ready = true;
            return counter;
        } catch (LinkageError givenUp) {
            // Its classes found the heap full when they were first used.
            return new AdderCounter();
        }
    }

    /**
     * Adds 1.
     *
     * @throws IllegalStateException if the counter is closed
     */
    public final void increment() {
        add(1);
    }

    /**
     * Adds a value, which may be negative; beyond 64 bits the sum wraps around.
     *
     * @throws IllegalStateException if the counter is closed
     */
    public abstract void add(long value);

    /**
     * What was added so far: exact if nobody adds meanwhile, otherwise all additions that happened before the call and any part of
     * the others. Still works after {@link #close}.
     */
    public abstract long sum();

    /** Ends counting. An addition in progress in another thread is either done or refused. A second call does nothing. */
    @Override
    public abstract void close();

    /** What an addition to a closed counter throws. */
    static IllegalStateException closed() {
        return new IllegalStateException("the counter is closed");
    }
}
