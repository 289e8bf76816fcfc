/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.lang.ref.Reference;

/**
 * Calls an operation while the heap has room for so many bytes and no more. For a JVM of its own, with a small heap: every thread
 * of it finds the heap full.
 */
public final class LittleHeap {
    /** From large to small, so that nothing is left in the end. */
    private static final int[] PIECES = {64 << 10, 4 << 10, 256, 16};
    private static final int LARGEST = PIECES[0];

    private int refused;
    private int passed;

    /** A piece of heap that is taken, and the one that was taken before. */
    private record Piece(byte[] bytes, Piece before) { }

    /** The heap is full when this returns, but for {@code left} bytes. */
    private static Piece fill(int left) {
        Piece taken = null;
        Piece spare = null;
        for (int size : PIECES) {
            try {
                while (true) {
                    Piece next = new Piece(new byte[size], taken);
                    if (size == LARGEST && reach(spare) < left) {
                        spare = new Piece(next.bytes, spare);
                    } else {
                        taken = next;
                    }
                }
            } catch (OutOfMemoryError full) {
                continue;
            }
        }
        Reference.reachabilityFence(spare);
        return taken;
    }

    private static int reach(Piece last) {
        int bytes = 0;
        for (Piece piece = last; piece != null; piece = piece.before) {
            bytes += LARGEST;
        }
        return bytes;
    }

    /** Calls the operation, which an {@link OutOfMemoryError} may end. */
    public void call(int left, Runnable operation) {
        try {
            Piece taken = fill(left);
            operation.run();
            Reference.reachabilityFence(taken);
            passed++;
        } catch (OutOfMemoryError full) {
            refused++;
        }
    }

    /** How many calls were refused. */
    public int refused() {
        return refused;
    }

    /** How many calls passed. */
    public int passed() {
        return passed;
    }
}
