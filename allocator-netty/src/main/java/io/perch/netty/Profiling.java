/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/** Whether an allocator was made that samples its buffers, as a constant: without one, compiled code has no trace of it. */
final class Profiling {
    private static final MutableCallSite SITE = new MutableCallSite(MethodHandles.constant(boolean.class, false));
    private static final MethodHandle ON = SITE.dynamicInvoker();

    private Profiling() {
    }

    static boolean on() {
        try {
            return (boolean) ON.invokeExact();
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** From now on for ever. */
    static synchronized void start() {
        if (!on()) {
            SITE.setTarget(MethodHandles.constant(boolean.class, true));
            MutableCallSite.syncAll(new MutableCallSite[] {SITE});
        }
    }
}
