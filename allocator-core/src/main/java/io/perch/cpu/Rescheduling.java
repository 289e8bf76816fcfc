/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.ReschedulingCalls;
import io.perch.sync.RoomForClasses;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Tells a thread that it lost its CPU: another thread ran in its place, or it slept.
 *
 * <p>Asking costs one leaf native call of a few nanoseconds as long as the answer is no. The answer is exact: once a mark in the
 * thread's {@code struct rseq} is gone, the kernel's own count of context switches is read. {@code docs/rescheduling.md} has an
 * example, the costs and the hazards; because of those, it works only with {@code -Dperch.notify=on}.
 *
 * <p>All methods may be called from any thread, and answer for the calling thread. A virtual thread gets the answer for the
 * platform thread that carries it at the moment.
 */
public final class Rescheduling {
    /** How many hooks there can be. */
    public static final int MOST_HOOKS = 8;

    private static final String GIVEN_UP = "the heap was full when this was first asked for";

    private static boolean ready;

    private Rescheduling() {
    }

    /** What this process can be asked, and who wants to hear of it. */
    private static final class Found {
        static final String REASON = NativePlatform.get().reschedulingReason();
        static final ReschedulingCalls CALLS = REASON.isEmpty() ? NativePlatform.get().reschedulingCalls() : null;
        static final AtomicLong TOTAL = new AtomicLong();
        static final List<LongConsumer> HOOKS = new CopyOnWriteArrayList<>();
    }

    /** Finds out where there is room; false if the heap was too full all the same when that was tried first, which is final. */
    private static boolean prepare() {
        RoomForClasses.require();
        try {
            ready = Found.REASON != null;
        } catch (LinkageError givenUp) {
            return false;
        }
        return ready;
    }

    /** Whether threads may ask. If not, {@link #wasDescheduled} and {@link #count} throw. */
    public static boolean available() {
        return (ready || prepare()) && Found.CALLS != null;
    }

    /** Why threads may not ask, or "". */
    public static String reason() {
        return ready || prepare() ? Found.REASON : GIVEN_UP;
    }

    /**
     * Whether the thread lost its CPU since it last asked. The first time, the answer is no.
     *
     * @throws IllegalStateException if not {@link #available}, with the reason
     */
    public static boolean wasDescheduled() {
        return !calls().marked() && rearm(calls());
    }

    /**
     * How often the thread lost its CPU since it first asked. This counts as asking: the next {@link #wasDescheduled} tells what
     * happens from now on.
     *
     * @throws IllegalStateException if not {@link #available}, with the reason
     */
    public static long count() {
        wasDescheduled();
        return calls().switches();
    }

    /** How often all threads lost their CPU, as far as they have asked. */
    public static long total() {
        return ready || prepare() ? Found.TOTAL.get() : 0;
    }

    /**
     * Adds a client that hears of every loss: it is run by the thread that asks, before the answer is given, with the number of
     * losses since that thread last asked. It may lose the CPU, but not ask. What it throws is thrown to whoever asked, and later
     * hooks are left out that time; the loss is counted.
     *
     * @throws IllegalStateException if there are {@value #MOST_HOOKS} already: each costs every thread time
     */
    public static synchronized void addHook(LongConsumer hook) {
        Objects.requireNonNull(hook, "hook");
        List<LongConsumer> hooks = hooks();
        if (hooks.size() == MOST_HOOKS) {
            throw new IllegalStateException("there are " + MOST_HOOKS + " hooks already");
        }
        hooks.add(hook);
    }

    /**
     * Removes a hook; threads that are asking right now may still run it.
     *
     * @return whether it was there
     */
    public static synchronized boolean removeHook(LongConsumer hook) {
        return hooks().remove(hook);
    }

    private static List<LongConsumer> hooks() {
        if (!ready && !prepare()) {
            throw new IllegalStateException(GIVEN_UP);
        }
        return Found.HOOKS;
    }

    private static ReschedulingCalls calls() {
        if (!available()) {
            throw new IllegalStateException(reason());
        }
        return Found.CALLS;
    }

    private static boolean rearm(ReschedulingCalls calls) {
        long losses = calls.rearm();
        if (losses == 0) {
            return false;
        }
        Found.TOTAL.addAndGet(losses);
        for (LongConsumer hook : Found.HOOKS) {
            hook.accept(losses);
        }
        return true;
    }
}
