/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import java.lang.ref.Reference;

/**
 * Asks for stack and heap before classes are used for the first time, so that an error is thrown there: the JVM gives a class up
 * for good whose initialization finds one of them full. Other threads may take the heap meanwhile, but hardly within the
 * milliseconds that follow.
 */
public final class RoomForClasses {
    /** Small pieces, as a heap that is nearly full has no large ones. */
    private static final int PIECE = 16 << 10;
    private static final int PIECES = 64;

    private RoomForClasses() {
    }

    /**
     * Returns if there are 85 KiB of stack and 1 MiB of heap: the first allocator of a process, which needs most, takes some 600
     * KiB.
     *
     * @throws StackOverflowError if there is less stack
     * @throws OutOfMemoryError   if there is less heap
     */
    public static void require() {
        SpareStack.requireMuch();
        byte[][] pieces = new byte[PIECES][];
        for (int i = 0; i < PIECES; i++) {
            pieces[i] = new byte[PIECE];
        }
        Reference.reachabilityFence(pieces);
    }
}
