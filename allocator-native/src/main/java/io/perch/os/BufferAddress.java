/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * Where a direct buffer lies. Before Java 22 only {@code sun.misc.Unsafe} can tell without native code; it is looked up by name,
 * because a later JDK will not have it, and this class is not loaded there.
 */
public final class BufferAddress {
    private static final MethodHandle ADDRESS_FIELD = addressField();

    private BufferAddress() {
    }

    /** Initializes the class: for a caller who has stack and heap for it. */
    public static void prepare() {
        // the call does it
    }

    /**
     * The address of index 0 of a direct buffer, whatever its position.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    public static long of(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("not a direct buffer: " + buffer);
        }
        try {
            return (long) ADDRESS_FIELD.invokeExact((Object) buffer);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** {@code unsafe.getLong(buffer, offset)} as a handle with one argument. */
    private static MethodHandle addressField() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field singleton = type.getDeclaredField("theUnsafe");
            singleton.setAccessible(true);
            Object unsafe = singleton.get(null);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            long offset = (long) lookup.findVirtual(type, "objectFieldOffset", MethodType.methodType(long.class, Field.class))
                    .invoke(unsafe, Buffer.class.getDeclaredField("address"));
            MethodHandle getLong = lookup.findVirtual(type, "getLong", MethodType.methodType(long.class, Object.class, long.class));
            return MethodHandles.insertArguments(getLong.bindTo(unsafe), 1, offset);
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
