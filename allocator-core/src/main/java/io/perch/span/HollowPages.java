/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.Arena;
import io.perch.arena.Reuse;

/** Gives back the pages of free blocks in the spans of one {@link CentralList}, and counts them. Guarded by the list's lock. */
final class HollowPages {
    private final Arena arena;
    private final long unit;
    private long bytes;
    private long bytesSoFar;
    private long neededSoonBytes;

    /** @param arena where the spans are */
    HollowPages(Arena arena) {
        this.arena = arena;
        this.unit = arena.space().innerUnit();
    }

    /** Whether the system can be given pages now that are not those of whole spans. */
    boolean isPossible() {
        return unit > 0 && arena.givesBackInside();
    }

    /** A block of a span is about to be taken: its pages have memory from now on. */
    void taken(Span span, int block) {
        IdleBlocks idle = span.idle();
        if (idle == null) {
            return;
        }
        long renewed = idle.taken(block, unit);
        bytes -= renewed;
        if (renewed > 0 && Reuse.isSoon(idle.releasedAt())) {
            neededSoonBytes += renewed;
        }
    }

    /** All blocks of a span are about to be free, and it leaves the list. */
    void left(Span span) {
        IdleBlocks idle = span.idle();
        if (idle != null) {
            bytes -= idle.hollowBytes(unit);
            idle.forget();
        }
    }

    /**
     * Gives back what is idle in a span, as {@link IdleBlocks#look} does.
     *
     * @return false if the system refuses
     */
    boolean giveBack(Span span, long now, long least) {
        long given = span.makeIdle().look(span.freeLow(), span.freeHigh(), now, least, this);
        bytes += given;
        bytesSoFar += given;
        return isPossible();
    }

    /** Gives back pages of a span; false if the system refuses. */
    boolean give(Span span, long offset, long length) {
        return arena.giveBackInside(span, offset, length);
    }

    /** Bytes of a page: what is given back begins and ends at multiples of it. */
    long unit() {
        return unit;
    }

    /** Bytes of free blocks without memory. */
    long bytes() {
        return bytes;
    }

    /** Bytes that were given back so far. */
    long bytesSoFar() {
        return bytesSoFar;
    }

    /** Of these, bytes that were needed again within 100 ms. */
    long neededSoonBytes() {
        return neededSoonBytes;
    }
}
