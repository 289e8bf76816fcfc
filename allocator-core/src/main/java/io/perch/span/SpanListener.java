/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

/**
 * Is told when memory is cut into blocks and when it is given up: what other allocators call chunks. Nothing here is called by an
 * allocation that finds a block in a cache. Calls come from any thread, some while a tier is locked, so they must be short and
 * allocate nothing here.
 */
public interface SpanListener {
    /** Listens to nothing. */
    SpanListener NONE = new SpanListener() {
    };

    /** A span was made; a large one is already in use. */
    default void created(Span span) {
    }

    /** The last block of a span came back, and the span is kept for when the next is needed. */
    default void emptied(Span span) {
    }

    /** A span is given up; its memory is still there during this call. */
    default void destroyed(Span span) {
    }
}
