/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.sizeclass.SizeClasses;

/** What sizes and alignments users may ask for, and what becomes of them. */
public final class Sizes {
    private Sizes() {
    }

    /** @throws IllegalArgumentException if {@code size} is not positive */
    public static void requirePositive(long size) {
        if (size <= 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: > 0)");
        }
    }

    /** @throws IllegalArgumentException if {@code alignment} is not a power of two */
    public static void requirePowerOfTwo(long alignment) {
        if (alignment <= 0 || (alignment & alignment - 1) != 0) {
            throw new IllegalArgumentException("alignment: " + alignment + " (expected: a power of two)");
        }
    }

    /** The size class of blocks of this size and alignment, or -1 if they are whole pages. */
    public static int classOf(long size, long alignment) {
        return size > 0 && size <= SizeClasses.MAX_SIZE && alignment <= SizeClasses.PAGE_SIZE
                ? SizeClasses.classOf((int) size, (int) alignment) : -1;
    }

    /**
     * The usable bytes of a block for {@code size} bytes.
     *
     * @throws IllegalArgumentException if {@code size} is not positive, or too large to be rounded up
     */
    public static long good(long size) {
        requirePositive(size);
        if (size > Long.MAX_VALUE - SizeClasses.PAGE_SIZE) {
            throw new IllegalArgumentException("size: " + size + " (expected: less than 2^63 - " + SizeClasses.PAGE_SIZE + ")");
        }
        return size <= SizeClasses.MAX_SIZE
                ? SizeClasses.size(SizeClasses.classOf((int) size)) : size + SizeClasses.PAGE_SIZE - 1 & -SizeClasses.PAGE_SIZE;
    }

    /** What is thrown for an address that is not what it should be. */
    public static IllegalArgumentException refused(long address, String why) {
        return new IllegalArgumentException("0x" + Long.toHexString(address) + " " + why);
    }
}
