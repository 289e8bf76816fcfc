/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/**
 * Whether any allocator is sampled, as a constant of compiled code: while none is, such code has no trace of it. A change has the
 * JVM compile anew what asks for it. Thread-safe.
 */
public final class Profiling {
    private static final MutableCallSite SITE = new MutableCallSite(constant(false));
    private static final MethodHandle ON = SITE.dynamicInvoker();
    private static int profilers;

    static {
        // Links the call, which would need heap later.
        on();
    }

    private Profiling() {
    }

    private static MethodHandle constant(boolean value) {
        return MethodHandles.constant(boolean.class, value);
    }

    /** Whether it is so. */
    public static boolean on() {
        try {
            return (boolean) ON.invokeExact();
        } catch (Throwable full) {
            // Nothing but a lack of stack or heap, where it is not yet compiled.
            throw (Error) full;
        }
    }

    /** One more is sampled: once this returns, every thread knows. */
    static synchronized void begin() {
        if (profilers == 0) {
            set(true);
        }
        profilers++;
    }

    /** One less is sampled. */
    static synchronized void end() {
        if (profilers == 1) {
            set(false);
        }
        profilers--;
    }

    private static void set(boolean value) {
        SITE.setTarget(constant(value));
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }
}
