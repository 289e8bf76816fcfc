/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Who has the buffers of a checked pool: a record for each, until it is released or lost. */
final class LeakTracker {
    private final Set<LeakRecord> records = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<PooledBuffer> lost = new ReferenceQueue<>();
    private final AtomicLong leaks = new AtomicLong();
    private final LongAdder allLeaks;

    /** @param allLeaks counts the leaks of other pools too */
    LeakTracker(LongAdder allLeaks) {
        this.allLeaks = allLeaks;
    }

    /** Begins a record of a buffer that the calling thread acquires. */
    void acquired(PooledBuffer buffer) {
        reportLost();
        LeakRecord record = new LeakRecord(buffer, lost);
        buffer.keepRecord(record);
        records.add(record);
    }

    /** Ends a record: the calling thread has released the buffer. */
    void released(LeakRecord record) {
        record.release();
        records.remove(record);
        record.clear();
    }

    int live() {
        return records.size();
    }

    /** How many buffers were lost so far; each is logged once. */
    long leaks() {
        reportLost();
        return leaks.get();
    }

    static void log(System.Logger.Level level, String message, Throwable why) {
        System.getLogger("io.perch").log(level, message, why);
    }

    private void reportLost() {
        for (Object found = lost.poll(); found != null; found = lost.poll()) {
            if (records.remove(found)) {
                leaks.incrementAndGet();
                allLeaks.increment();
                log(System.Logger.Level.ERROR, "leak: " + found + " was never closed", ((LeakRecord) found).acquired());
            }
        }
    }

    /** Logs where each buffer in use was acquired. */
    void logLive() {
        reportLost();
        records.forEach(record -> log(System.Logger.Level.WARNING, record + " is in use", record.acquired()));
    }
}
