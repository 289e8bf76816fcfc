/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.cpu.CurrentCpu;
import io.perch.cpu.PerCpuCounter;
import io.perch.cpu.Rescheduling;
import io.perch.lock.OwnerAwareLock;
import io.perch.options.Mode;
import io.perch.pool.BufferPool;

/** One of the ways in which a program may use Perch first. Loaded anew by the test. */
final class FirstUse implements Runnable, AutoCloseable {
    static final String ALLOCATOR = "an allocator";
    static final String CONFIGURATION = "a configuration";
    static final String COUNTER = "a counter";
    static final String CPU = "the CPU";
    static final String LOCK = "a lock";
    static final String POOL = "a pool";
    static final String RESCHEDULING = "rescheduling";

    private final String what;
    /** For who uses pools first, and made the allocator earlier. */
    private final PerchAllocator perch;

    FirstUse(String what) {
        this.what = what;
        this.perch = what.equals(POOL) ? PerchAllocator.create() : null;
    }

    @Override
    public void run() {
        switch (what) {
            case ALLOCATOR -> {
                try (PerchAllocator first = PerchAllocator.create()) {
                    first.free(first.allocate(100));
                }
            }
            case CONFIGURATION -> PerchConfig.builder().mode(Mode.STRIPED).build();
            case COUNTER -> {
                try (PerCpuCounter counter = PerCpuCounter.create()) {
                    counter.increment();
                }
            }
            case CPU -> CurrentCpu.cpu();
            case LOCK -> {
                OwnerAwareLock lock = new OwnerAwareLock();
                lock.lock();
                lock.unlock();
            }
            case POOL -> BufferPool.of(perch).acquire(100).close();
            case RESCHEDULING -> {
                if (Rescheduling.available()) {
                    Rescheduling.wasDescheduled();
                }
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    @Override
    public void close() {
        if (perch != null) {
            perch.close();
        }
    }
}
