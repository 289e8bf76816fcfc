/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.capability.Capability;

/**
 * What no allocator can be faster than: an empty native call, and the pair of pop and push without Java around each. Perch's
 * library has the functions ({@code floor.c}), and they are called as the binding in use calls its own.
 */
abstract class NativeFloor {
    /**
     * The floor through the active binding.
     *
     * @throws IllegalStateException if there is none, with the reason
     */
    static NativeFloor get() {
        NativePlatform platform = NativePlatform.get();
        return switch (platform.binding()) {
            case "ffm" -> FfmFloor.open();
            case "jni" -> new JniFloor();
            default -> throw new IllegalStateException(platform.reason(IndexMode.CPU));
        };
    }

    /** Whether mode {@link IndexMode#NOTIFY} is the variant for Perch's own areas. */
    static boolean ownArea() {
        return NativePlatform.get().capabilities().active(Capability.OWN_AREA);
    }

    /** A native call that does nothing, of the same kind as the operations on slabs. */
    abstract void nop();

    /**
     * Pops a block and pushes it again, in a loop in C. The class list must be neither empty nor full on any slab of the table.
     *
     * @return the number of pairs done; less than {@code iterations} if a pop or a push failed, and the block is then lost
     */
    abstract long pairLoop(IndexMode mode, long table, int sizeClass, long iterations);
}
