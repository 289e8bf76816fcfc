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
final class SleepCalls {
    private static final MethodHandle SLEEP = find();

    private SleepCalls() {
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

    /** Returns null where native access is denied or libc lacks it. */
    @SuppressWarnings("restricted")
    private static MethodHandle find() {
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup().find("usleep")
                    .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT))).orElse(null);
        } catch (RuntimeException | LinkageError denied) {
            return null;
        }
    }
}
