/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** What no allocator can be faster than: an empty native call, and the pair of pop and push without Java around each. */
public abstract class NativeFloor {
    /** Only the bindings of this module extend this class. */
    NativeFloor() {
    }

    /**
     * The floor through the active binding.
     *
     * @throws IllegalStateException if there is none, with the reason
     */
    public static NativeFloor get() {
        return NativePlatform.get().floor();
    }

    /** Whether mode {@link IndexMode#NOTIFY} is the variant for Perch's own areas. */
    static boolean ownArea() {
        return NativePlatform.get().probe().ownArea().used();
    }

    /** A native call that does nothing, of the same kind as the operations of {@link SlabCalls}. */
    public abstract void nop();

    /**
     * Pops a block and pushes it again, in a loop in C. The class list must be neither empty nor full on any slab of the table.
     *
     * @return the number of pairs done; less than {@code iterations} if a pop or a push failed, and the block is then lost
     */
    public abstract long pairLoop(IndexMode mode, long table, int sizeClass, long iterations);
}
