/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/** Calls into {@code inject.c}, which only the storm's build of the library has. Thread-safe. */
public final class Injection {
    /** The system property that names the library that Perch loads. */
    public static final String LIBRARY = "perch.native.path";

    private Injection() {
    }

    private static final class Holder {
        static final NativeLibrary INSTANCE = NativeLibrary.getInstance(System.getProperty(LIBRARY));
    }

    /** Whether the library in use is a build for the storm. */
    static boolean isPresent() {
        try {
            return System.getProperty(LIBRARY) != null && points() > 0;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Call once the library has passed its self-test. */
    static void begin() {
        if (call("begin") != 0) {
            throw new IllegalStateException("the storm cannot send signals here");
        }
    }

    /** How many windows of critical sections there are. */
    static int points() {
        return call("points");
    }

    /** Makes each pass through a window longer, by a loop of {@code loops} turns. */
    static void widen(int point, int loops) {
        call("widen", point, loops);
    }

    /** How often critical sections were aborted in this process. */
    static long aborts() {
        return function("aborts").invokeLong(new Object[0]);
    }

    /** The kernel's ID of this thread. */
    static int thread() {
        return call("thread");
    }

    /** Binds a thread to one CPU, or with a negative number to none. A thread that has ended is ignored. */
    static void move(int thread, int cpu) {
        call("move", thread, cpu);
    }

    /** Interrupts a thread by a signal whose handler does nothing. */
    static void signal(int thread) {
        call("signal", thread);
    }

    /** Interrupts one thread periodically by a signal whose handler does nothing, and the previous thread no more. */
    static void timer(int thread, int micros) {
        call("timer", thread, micros);
    }

    /** Unregisters the calling thread's restartable sequences for good. */
    static void unregister() {
        if (call("unregister") != 0) {
            throw new IllegalStateException("the kernel keeps this thread's restartable sequences");
        }
    }

    /** Makes the probe of mode notify see another kernel than this one: {@code enum kernel} of {@code inject.c}. */
    static void kernel(int kind) {
        call("kernel", kind);
    }

    private static int call(String name, Object... arguments) {
        return function(name).invokeInt(arguments);
    }

    private static Function function(String name) {
        return Holder.INSTANCE.getFunction("perch_inject_" + name);
    }
}
