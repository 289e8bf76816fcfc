/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The memory of an ideal allocator that moves no block: a span holds blocks of one size class, four of which double the size; each
 * block is taken from the fullest span that has room; a span is resident from its first block to the release of its last one.
 * There are no caches, nothing is lost to alignment, and a free span is gone at once.
 */
final class IdealSpans {
    private static final int LEAST = 64;
    private static final int STEPS_BITS = 2;

    private final IntUnaryOperator blocksPerSpan;
    private final List<SizeClass> classes = new ArrayList<>();
    private long resident;

    /** @param blocksPerSpan by the size of the blocks */
    IdealSpans(IntUnaryOperator blocksPerSpan) {
        this.blocksPerSpan = blocksPerSpan;
    }

    /** Bytes of all spans that have a block. */
    long resident() {
        return resident;
    }

    /** The size class's bytes. */
    static int rounded(int size) {
        int shift = shift(size);
        return (Math.max(LEAST, size) - 1 >> shift) + 1 << shift;
    }

    private static int shift(int size) {
        return Integer.SIZE - 1 - STEPS_BITS - Integer.numberOfLeadingZeros(Math.max(LEAST, size) - 1);
    }

    /** Returns the span that the block is in. */
    Span allocate(int size) {
        int shift = shift(size);
        int index = (shift << STEPS_BITS) + (Math.max(LEAST, size) - 1 >> shift);
        while (classes.size() <= index) {
            classes.add(null);
        }
        if (classes.get(index) == null) {
            classes.set(index, new SizeClass(rounded(size)));
        }
        return classes.get(index).take();
    }

    /** Some memory, and how many blocks of it are in use. */
    final class Span {
        private final SizeClass sizeClass;
        private int used;
        private int place;

        private Span(SizeClass sizeClass) {
            this.sizeClass = sizeClass;
        }

        /** Releases one of its blocks. */
        void free() {
            sizeClass.move(this, used - 1);
        }
    }

    private final class SizeClass {
        private final int blocks;
        private final long spanBytes;
        /** Spans by how many blocks are in use. */
        private final List<List<Span>> byUse = new ArrayList<>();
        private final BitSet present = new BitSet();

        private SizeClass(int size) {
            blocks = Math.max(1, blocksPerSpan.applyAsInt(size));
            spanBytes = (long) blocks * size;
            for (int used = 0; used <= blocks; used++) {
                byUse.add(new ArrayList<>());
            }
        }

        private Span take() {
            int fullest = present.previousSetBit(blocks - 1);
            Span span = fullest > 0 ? byUse.get(fullest).get(byUse.get(fullest).size() - 1) : new Span(this);
            move(span, span.used + 1);
            return span;
        }

        /** A span without a block is in no list. */
        private void move(Span span, int used) {
            if (span.used > 0) {
                List<Span> from = byUse.get(span.used);
                Span last = from.remove(from.size() - 1);
                if (last != span) {
                    from.set(span.place, last);
                    last.place = span.place;
                }
                present.set(span.used, !from.isEmpty());
            } else {
                resident += spanBytes;
            }
            span.used = used;
            if (used > 0) {
                List<Span> to = byUse.get(used);
                span.place = to.size();
                to.add(span);
                present.set(used);
            } else {
                resident -= spanBytes;
            }
        }
    }
}
