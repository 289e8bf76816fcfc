/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import java.nio.ByteBuffer;

/** Writes zeros to memory. {@code ByteBuffer} has no fill, but copies as fast as the machine can. */
public final class Zeros {
    private static final ByteBuffer SOME = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

    private Zeros() {
    }

    /** Makes them: a class whose initialization finds the heap full cannot be used any more, so whoever will need it asks early. */
    public static void prepare() {
    }

    static void fill(ByteBuffer memory, int from, int bytes) {
        int done = 0;
        while (done < bytes) {
            int some = Math.min(SOME.capacity(), bytes - done);
            memory.put(from + done, SOME, 0, some);
            done += some;
        }
    }
}
