/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Gives up the CPU by libc, carrier thread and all: a virtual thread in a native call stays where it is. */
final class YieldCalls {
    /** Takes no argument, and gets one, so that both have the same type: each takes 5 ms to link. */
    private static final MethodHandle YIELD = find("sched_yield");
    private static final MethodHandle SLEEP = find("usleep");

    private YieldCalls() {
    }

    /** Lets another thread run on this CPU; false if that could not be asked for. */
    static boolean yield() {
        try {
            return YIELD != null && (int) YIELD.invokeExact(0) == 0;
        } catch (Throwable unasked) {
            return false;
        }
    }

    /** Sleeps for so many microseconds, whether or not the thread is interrupted; false if that could not be asked for. */
    static boolean sleep(int micros) {
        try {
            // It fails with EINTR after a signal: a short sleep is as good.
            return SLEEP != null && (int) SLEEP.invokeExact(micros) <= 0;
        } catch (Throwable unasked) {
            return false;
        }
    }

    /** Returns null where native access is denied or libc lacks the function. */
    @SuppressWarnings("restricted")
    private static MethodHandle find(String name) {
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup().find(name)
                    .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT))).orElse(null);
        } catch (RuntimeException | LinkageError denied) {
            return null;
        }
    }
}
