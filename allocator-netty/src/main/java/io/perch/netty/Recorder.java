/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.perch.span.Span;

/** Is told about buffers and chunks while {@link Recording#on}. */
interface Recorder {
    void allocated(PerchByteBuf buffer);

    void freed(PerchByteBuf buffer);

    /** Before the buffer moves to other memory; {@link #allocated} follows. */
    void reallocates(PerchByteBuf buffer, int newCapacity);

    void allocated(Span span);

    void returned(Span span);

    void freed(Span span);

    /** An array was made. */
    void allocatedArray(int length);

    /** An array went back to the heap pool. */
    void returnedArray(int length);

    /** An array was left to the garbage collector. */
    void freedArray(int length);

    /** No more will come. */
    void stop();
}
