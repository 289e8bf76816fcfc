/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import java.nio.ByteBuffer;

/** What a {@link PooledBuffer} has on JDK 22 and later only: this class is another one there, with {@code segment()}. */
abstract class BlockSegment {
    /** Only {@link PooledBuffer} extends this class. */
    BlockSegment() {
    }

    /** Throws if the buffer is closed; else returns its state. */
    abstract long requireOpen();

    /** The whole block. */
    abstract ByteBuffer memory();
}
