/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.options.Zeroing;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.span.Zeros;

/** Writes zeros to blocks before users get them, after they gave them back, or both. */
public final class Wiper {
    private final SpanMap spans;
    private final boolean allocated;
    private final boolean freed;

    /** @param when which of the two is wanted */
    public Wiper(SpanMap spans, Zeroing when) {
        Zeros.prepare();
        this.spans = spans;
        this.allocated = when.ofAllocated();
        this.freed = when.ofFreed();
    }

    /** A user is to get a block of a size class. */
    void handOut(int sizeClass, long block) {
        if (allocated) {
            spans.spanOf(block).zero(block, SizeClasses.size(sizeClass));
        }
    }

    /** A user gave a block of a size class back. */
    void takeBack(int sizeClass, long block) {
        if (freed) {
            spans.spanOf(block).zero(block, SizeClasses.size(sizeClass));
        }
    }

    /** A user is to get a large block from {@code from} on. */
    void handOutLarge(Span span, long from) {
        if (allocated) {
            span.zero(from, span.address() + span.blockSize() - from);
        }
    }

    /** A user gave a large block back. */
    void takeBackLarge(Span span) {
        if (freed) {
            span.zero(span.address(), span.blockSize());
        }
    }
}
