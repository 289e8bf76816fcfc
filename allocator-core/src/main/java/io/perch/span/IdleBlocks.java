/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

/**
 * Which free blocks of a span nobody took for a while, and which of them have no memory any more: a block that is still in use
 * keeps the addresses of its span, but not the pages that it has no part of. Guarded by the lock of the span's {@link CentralList},
 * whose maintenance makes one for each span in which it finds many blocks free.
 *
 * <p>A page is given back when every block that has a part of it is idle, and has memory again as soon as one of those is taken.
 */
final class IdleBlocks {
    private final Span span;
    /** A bit for each block that was free at the last look, and was not taken since. */
    private long idleLow;
    private long idleHigh;
    /** A bit for each idle block whose pages were given back, except for those that it shares with others. */
    private long hollowLow;
    private long hollowHigh;
    private long lookedAt;
    private long releasedAt;

    IdleBlocks(Span span) {
        this.span = span;
    }

    /** The span was cut anew. */
    void forget() {
        idleLow = 0;
        idleHigh = 0;
        hollowLow = 0;
        hollowHigh = 0;
    }

    /** A bit for each of the first 64 blocks that has no memory of its own. */
    long hollowLow() {
        return hollowLow;
    }

    /** The same of the others. */
    long hollowHigh() {
        return hollowHigh;
    }

    /** When pages were given back last, in nanoseconds of {@link System#nanoTime}. */
    long releasedAt() {
        return releasedAt;
    }

    /**
     * A block is taken.
     *
     * @param unit bytes of a page of the system's
     * @return how many bytes have memory again
     */
    long taken(int block, long unit) {
        long bytes = has(hollowLow, hollowHigh, block) ? hollowBytes(block * span.blockSize() / unit * unit,
                up((block + 1) * span.blockSize(), unit), unit) : 0;
        long bit = ~(1L << block);
        if (block < Long.SIZE) {
            idleLow &= bit;
            hollowLow &= bit;
        } else {
            idleHigh &= bit;
            hollowHigh &= bit;
        }
        return bytes;
    }

    /** Bytes of all pages that were given back. */
    long hollowBytes(long unit) {
        return (hollowLow | hollowHigh) == 0 ? 0 : hollowBytes(0, span.bytes(), unit);
    }

    /**
     * Gives back the pages of which every block was free at the last look and still is, unless that was a moment ago; then looks
     * which blocks are free.
     *
     * @param now   in nanoseconds of {@link System#nanoTime}
     * @param least nanoseconds that have to have passed since the last look
     * @return how many bytes were given back, 0 also if the system refuses
     */
    long look(long freeLow, long freeHigh, long now, long least, HollowPages pages) {
        if ((idleLow | idleHigh) != 0 && now - lookedAt < least) {
            return 0;
        }
        lookedAt = now;
        long bytes = 0;
        for (int from = next(0, true); from < span.blocks(); ) {
            int to = next(from, false);
            bytes += release(from, to, pages);
            from = next(to, true);
        }
        idleLow = freeLow;
        idleHigh = freeHigh;
        return bytes;
    }

    /** Gives back the pages that idle neighbours have to themselves, unless nothing is left of them. */
    private long release(int from, int to, HollowPages pages) {
        long unit = pages.unit();
        long first = up(from * span.blockSize(), unit);
        long end = to == span.blocks() ? span.bytes() : to * span.blockSize() / unit * unit;
        long bytes = first < end ? end - first - hollowBytes(first, end, unit) : 0;
        if (bytes == 0 || !pages.give(span, first, end - first)) {
            return 0;
        }
        releasedAt = System.nanoTime();
        for (int block = from; block < to; block++) {
            if (block < Long.SIZE) {
                hollowLow |= 1L << block;
            } else {
                hollowHigh |= 1L << block;
            }
        }
        return bytes;
    }

    /** How many bytes of the pages in a part of the span were given back. */
    private long hollowBytes(long from, long end, long unit) {
        long bytes = 0;
        for (long page = from; page < end; page += unit) {
            boolean hollow = true;
            int last = blockAt(page + unit - 1);
            for (int block = blockAt(page); hollow && block <= last; block++) {
                hollow = has(hollowLow, hollowHigh, block);
            }
            bytes += hollow ? unit : 0;
        }
        return bytes;
    }

    /** The block that has this byte of the span; the last one for its tail. */
    private int blockAt(long offset) {
        return (int) Math.min(span.blocks() - 1, offset / span.blockSize());
    }

    private static long up(long bytes, long unit) {
        return (bytes + unit - 1) / unit * unit;
    }

    private static boolean has(long low, long high, int block) {
        return ((block < Long.SIZE ? low : high) >>> block & 1) != 0;
    }

    /** The first block from {@code block} on that is idle, or is not. */
    private int next(int block, boolean idle) {
        int at = block;
        while (at < span.blocks() && has(idleLow, idleHigh, at) != idle) {
            at++;
        }
        return at;
    }
}
