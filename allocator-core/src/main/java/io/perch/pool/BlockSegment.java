/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import java.nio.ByteBuffer;

/** What a {@link PooledBuffer} has only on JDK 22 and later, where this class is replaced by one with {@code segment()}. */
abstract class BlockSegment {
    /** Only {@link SampledBlock} extends this class. */
    BlockSegment() {
    }

    /** Throws if the buffer is closed; otherwise returns its state. */
    abstract long requireOpen();

    /** The whole block. */
    abstract ByteBuffer memory();
}
