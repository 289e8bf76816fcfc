/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Makes what outlives its maker, such as a thread. Until JDK 23 each thread and each hook of Flight Recorder keeps the protection
 * domains of all code that was on the stack when it was made, and so the class loader of the plug-in that happened to make the
 * first allocator.
 */
public final class Detached {
    private Detached() {
    }

    /** What {@code maker} makes, without a trace of its caller. */
    @SuppressWarnings("removal")
    public static <T> T make(Supplier<T> maker) {
        return AccessController.doPrivileged((PrivilegedAction<T>) maker::get);
    }
}
