/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;

import java.util.Arrays;
import java.util.Random;

/**
 * What exchange n carries. Route, sizes and every byte of both bodies follow from n alone, so that each side checks what it
 * receives without being told.
 *
 * <p>Sizes are skewed as traffic is: 60 % of the bodies have 100 to 1000 bytes, 25 % up to 4 KiB, 12 % up to 16 KiB and 3 % up to
 * 64 KiB, evenly within each band; the mean is about 3 KiB.
 */
final class Payload {
    /** Bytes of the smallest body. */
    static final int MIN_SIZE = 100;
    /** Bytes of the largest body. */
    static final int MAX_SIZE = 64 << 10;

    /** The two bodies of an exchange. */
    enum Side { REQUEST, RESPONSE }

    /**
     * A body is a window on this, at a position that depends on exchange and side, so that mixed-up or shifted bytes do not match.
     */
    private static final byte[] PATTERN = new byte[2 * MAX_SIZE];

    static {
        new Random(42).nextBytes(PATTERN);
    }

    private Payload() {
    }

    /** True if the server hands exchange {@code id} to its workers, as it does with every second one. */
    static boolean isHandedOver(long id) {
        return (mix(3 * id) & 1) == 0;
    }

    /** Bytes of a body, {@link #MIN_SIZE} to {@link #MAX_SIZE}. */
    static int size(long id, Side side) {
        long bits = mix(3 * id + 1 + side.ordinal());
        int percent = (int) Long.remainderUnsigned(bits, 100);
        long even = bits >>> 32;
        if (percent < 60) {
            return between(even, MIN_SIZE, 1000);
        }
        if (percent < 85) {
            return between(even, 1000, 4 << 10);
        }
        return percent < 97 ? between(even, 4 << 10, 16 << 10) : between(even, 16 << 10, MAX_SIZE);
    }

    /** Appends the body's bytes {@code [from, from + length)}. */
    static void write(ByteBuf target, long id, Side side, int from, int length) {
        target.writeBytes(PATTERN, start(id, side) + from, length);
    }

    /** True when {@code bytes[0..length)} are the body's bytes from {@code from} on. */
    static boolean matches(byte[] bytes, int length, long id, Side side, int from) {
        int start = start(id, side) + from;
        return Arrays.equals(bytes, 0, length, PATTERN, start, start + length);
    }

    private static int start(long id, Side side) {
        return (int) (mix(~(2 * id + side.ordinal())) >>> 48);
    }

    private static int between(long bits, int low, int high) {
        return low + (int) (bits % (high - low + 1));
    }

    /** The finalizer of SplitMix64: neighbouring numbers give unrelated bits. */
    private static long mix(long n) {
        long z = n + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
