/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/** The C library's memory as the JDK's {@code Unsafe} gives it, found by its name because the compiler warns of every other way. */
public final class UnsafeMemory {
    private static final MethodHandle ALLOCATE = find("allocateMemory", MethodType.methodType(long.class, long.class));
    private static final MethodHandle FREE = find("freeMemory", MethodType.methodType(void.class, long.class));
    private static final MethodHandle PUT = find("putByte", MethodType.methodType(void.class, long.class, byte.class));

    private UnsafeMemory() {
    }

    /** {@code malloc}. */
    public static long allocate(long size) {
        try {
            return (long) ALLOCATE.invokeExact(size);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code free}. */
    public static void free(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a byte. */
    public static void put(long address, byte value) {
        try {
            PUT.invokeExact(address, value);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup().findVirtual(unsafe, name, type).bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
