/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.stats.LockKind;
import io.perch.sync.LockTally;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The committed bytes of one allocator and how many it may have. Everything that takes memory from the operating system charges
 * it here first, so committed ≤ hard limit holds at all times. Safe for use by any thread.
 */
public final class MemoryLimit {
    private final long soft;
    private final long hard;
    private final LongSupplier others;
    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    /** How often the committed bytes changed. Most go with a system call, beside which an atomic instruction is little. */
    private final AtomicLong changes = new AtomicLong();
    /** How often another thread changed them between the look and the change. */
    private final AtomicLong retries = new AtomicLong();

    /**
     * @param soft bytes above which memory is given back before more is taken, ≤ {@code hard}
     * @param hard bytes that are never exceeded
     */
    public MemoryLimit(long soft, long hard) {
        this(soft, hard, () -> 0);
    }

    /**
     * Limits that this allocator shares.
     *
     * @param others bytes that others have of them now: asked for at each charge, by any thread
     */
    public MemoryLimit(long soft, long hard, LongSupplier others) {
        this.soft = soft;
        this.hard = hard;
        this.others = others;
    }

    /** Charges {@code bytes}, or charges nothing and returns false if the hard limit forbids it. */
    public boolean tryCharge(long bytes) {
        long ours = hard - others.getAsLong();
        long now = committed.get();
        while (bytes <= ours - now) {
            if (committed.compareAndSet(now, now + bytes)) {
                raisePeak(now + bytes);
                changes.getAndIncrement();
                return true;
            }
            retries.getAndIncrement();
            now = committed.get();
        }
        return false;
    }

    /** By no lambda, because what is charged must not be lost to a full heap. */
    private void raisePeak(long bytes) {
        long before = peak.get();
        while (bytes > before && !peak.compareAndSet(before, bytes)) {
            before = peak.get();
        }
    }

    /** Takes back a charge. */
    public void uncharge(long bytes) {
        committed.addAndGet(-bytes);
        changes.getAndIncrement();
    }

    /** Adds how often the committed bytes changed; each retry is a wait of one look. */
    public void addChanges(LockTally tally) {
        tally.add(LockKind.LIMIT, changes.get(), retries.get(), retries.get());
    }

    /** Whether {@code bytes} more would exceed the soft limit. */
    public boolean exceedsSoft(long bytes) {
        return bytes > soft - others.getAsLong() - committed.get();
    }

    /** Bytes charged now. */
    public long committed() {
        return committed.get();
    }

    /** Bytes that others have of the limits now. */
    public long others() {
        return others.getAsLong();
    }

    /** The most bytes that were ever charged at once. */
    public long peak() {
        return peak.get();
    }

    /** Bytes above which memory is given back before more is taken. */
    public long soft() {
        return soft;
    }

    /** Bytes that are never exceeded. */
    public long hard() {
        return hard;
    }
}
