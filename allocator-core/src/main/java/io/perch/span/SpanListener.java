/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

/**
 * Is told when memory is cut into blocks and when it is given up: what other allocators call chunks. Nothing here is called on the
 * way of an allocation that finds a block in a cache. Calls come from any thread, some while a tier is locked: to be short, and to
 * allocate nothing here.
 */
public interface SpanListener {
    /** Listens to nothing. */
    SpanListener NONE = new SpanListener() {
    };

    /** A span was made; a large one is in use already. */
    default void created(Span span) {
    }

    /** The last block of a span came back, and the span is kept for the next that is needed. */
    default void emptied(Span span) {
    }

    /** A span is given up; its memory is still there during this call. */
    default void destroyed(Span span) {
    }
}
