/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import io.perch.os.Waiting;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.ClockCalls;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Looks whether the owner of a lock is on a CPU: its CPU clock runs while it is. Threads make themselves known when they first wait
 * for a lock. Nothing that belongs to the owner's thread is read, and what is read here is memory of the heap: an owner that has
 * ended harms nobody.
 */
final class OwnerWatch {
    /** The answer where nothing is known of an owner. */
    static final long UNKNOWN = -2;
    /** A power of two. Two threads of one place know each other's clock only until the other comes along. */
    private static final int PLACES = 1024;
    /** A clock that advances so often within that time does not advance by ticks. */
    private static final int ADVANCES = 100;
    private static final long PROOF_NANOS = 20_000_000;

    private final ClockCalls calls;
    private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(PLACES);

    /** The one of this process, and why it knows nothing, or "". */
    private static final class Process {
        static final ClockCalls CALLS = NativePlatform.get().clockCalls();
        static final String REASON = CALLS == null ? NativePlatform.get().bindingReason() : reason(CALLS);
        static final OwnerWatch WATCH = new OwnerWatch(REASON.isEmpty() ? CALLS : null);
    }

    /** A thread and its clock. */
    private static final class Known extends WeakReference<Thread> {
        final int clock;

        Known(Thread thread, int clock) {
            super(thread);
            this.clock = clock;
        }
    }

    /** @param calls null for none: then it looks at nothing */
    OwnerWatch(ClockCalls calls) {
        this.calls = calls;
    }

    static OwnerWatch ofProcess() {
        return Process.WATCH;
    }

    static String reason() {
        return Process.REASON;
    }

    /** Why the clocks of threads are of no use here, or "": some sandboxes advance them by ticks, or refuse them. */
    static String reason(ClockCalls calls) {
        int clock = calls.threadClock();
        if (clock == ClockCalls.NONE) {
            return "libc has no CPU clocks of threads";
        }
        long first = calls.cpuNanos(clock);
        if (first < 0) {
            return "the kernel refuses to read a thread's CPU clock";
        }
        long begin = System.nanoTime();
        int advances = 0;
        long last = first;
        while (System.nanoTime() - begin < PROOF_NANOS) {
            long now = calls.cpuNanos(clock);
            if (now > last && ++advances == ADVANCES) {
                return "";
            }
            last = now;
        }
        return "a thread's CPU clock advances by ticks";
    }

    /** Makes the calling thread known, unless it is virtual: its carrier runs on when it leaves. */
    void introduce(Thread me) {
        if (calls == null || of(me) != null || Waiting.virtual()) {
            return;
        }
        int clock = calls.threadClock();
        if (clock != ClockCalls.NONE) {
            known.set(place(me), new Known(me, clock));
        }
    }

    private static int place(Thread thread) {
        return System.identityHashCode(thread) & PLACES - 1;
    }

    private Known of(Thread thread) {
        Known candidate = known.get(place(thread));
        return candidate != null && candidate.refersTo(thread) ? candidate : null;
    }

    /** The time that a thread was on a CPU; negative if it has ended, or {@link #UNKNOWN}. */
    long cpuNanos(Thread thread) {
        Known candidate = of(thread);
        return candidate == null ? UNKNOWN : calls.cpuNanos(candidate.clock);
    }
}
