/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sizeclass;

import java.util.Arrays;

/**
 * The size classes, and for each one the span that it is cut from. All numbers follow from three rules, so there is no table to
 * maintain.
 *
 * <p><b>Blocks.</b> Multiples of 64 bytes up to 512, because every block is 64-byte aligned; above that, eight sizes per doubling
 * up to 1 MiB. So a request wastes less than 1/8 of its block, apart from what 64-byte alignment itself costs the smallest
 * requests.
 *
 * <p><b>Blocks with a header.</b> 8 KiB and 16 KiB are asked for with a little more, as for a frame or a TLS record with its
 * header: for each there is a class that is 1/32 larger.
 *
 * <p><b>Spans.</b> The fewest pages that leave at most 1/16 at the tail. A span goes back when its last block does, so the fewer
 * blocks it has, the less free memory it pins.
 */
public final class SizeClasses {
    /** Blocks start at multiples of this many bytes. */
    public static final int ALIGNMENT = 64;
    /** Bytes of an allocator page, the unit of spans; independent of the operating system's. */
    public static final int PAGE_SIZE = 1 << 13;
    /** log2 of {@link #PAGE_SIZE}. */
    public static final int PAGE_SHIFT = 13;
    /** The largest block of a size class, in bytes; larger blocks come straight from the arena. */
    public static final int MAX_SIZE = 1 << 20;
    /** No span has more blocks. */
    public static final int MOST_SPAN_BLOCKS = 128;
    /** How many size classes there are; they are numbered from 0, smallest first. */
    public static final int COUNT;

    private static final int ALIGNMENT_SHIFT = 6;
    private static final int LINEAR_MAX = 512;
    private static final int STEPS_SHIFT = 3;
    /** Sizes that are asked for with a header, and by what part of them a request may then be longer. */
    private static final int[] WITH_HEADER = {8 << 10, 16 << 10};
    private static final int HEADER_DIVISOR = 32;
    private static final int MAX_TAIL_DIVISOR = 16;
    private static final int MAX_BATCH_BYTES = 64 << 10;

    private static final int[] SIZE;
    /** log2 of the size, rounded down, but at most that of a page. */
    private static final int[] SHIFT;
    private static final int[] SPAN_PAGES;
    private static final int[] SPAN_BLOCKS;
    /**
     * ⌈2³² / n⌉ for blocks of n × 64 bytes: unit × this >>> 32 = unit / n, exactly, because spans have fewer than 2¹⁶ units and
     * blocks at most 2¹⁴.
     */
    private static final long[] RECIPROCAL;
    private static final byte[] CLASS_OF_UNITS = new byte[(MAX_SIZE >> ALIGNMENT_SHIFT) + 1];

    static {
        int[] sizes = new int[Byte.MAX_VALUE];
        int count = 0;
        for (int size = ALIGNMENT; size <= MAX_SIZE; size = next(size)) {
            sizes[count++] = size;
        }
        COUNT = count;
        SIZE = Arrays.copyOf(sizes, count);
        SHIFT = new int[count];
        SPAN_PAGES = new int[count];
        SPAN_BLOCKS = new int[count];
        RECIPROCAL = new long[count];
        int units = 0;
        for (int sizeClass = 0; sizeClass < count; sizeClass++) {
            SHIFT[sizeClass] = Math.min(PAGE_SHIFT, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(SIZE[sizeClass]));
            SPAN_PAGES[sizeClass] = fewestPages(SIZE[sizeClass]);
            SPAN_BLOCKS[sizeClass] = SPAN_PAGES[sizeClass] * PAGE_SIZE / SIZE[sizeClass];
            int unitsPerBlock = SIZE[sizeClass] >> ALIGNMENT_SHIFT;
            RECIPROCAL[sizeClass] = ((1L << Integer.SIZE) + unitsPerBlock - 1) / unitsPerBlock;
            Arrays.fill(CLASS_OF_UNITS, units, unitsPerBlock + 1, (byte) sizeClass);
            units = unitsPerBlock + 1;
        }
    }

    private SizeClasses() {
    }

    private static int next(int size) {
        for (int known : WITH_HEADER) {
            if (size == known) {
                return known + known / HEADER_DIVISOR;
            } else if (size == known + known / HEADER_DIVISOR) {
                return known + (known >> STEPS_SHIFT);
            }
        }
        return size < LINEAR_MAX ? size + ALIGNMENT : size + (Integer.highestOneBit(size) >> STEPS_SHIFT);
    }

    private static int fewestPages(int size) {
        int pages = (size + PAGE_SIZE - 1) / PAGE_SIZE;
        while (pages * PAGE_SIZE % size > pages * PAGE_SIZE / MAX_TAIL_DIVISOR) {
            pages++;
        }
        return pages;
    }

    /**
     * The size class of a request.
     *
     * @param size bytes, 1 to {@link #MAX_SIZE}; not checked
     */
    public static int classOf(int size) {
        return CLASS_OF_UNITS[(size + ALIGNMENT - 1) >>> ALIGNMENT_SHIFT];
    }

    /**
     * The smallest size class whose blocks hold {@code size} bytes and all start at multiples of {@code alignment}.
     *
     * @param size      bytes, 1 to {@link #MAX_SIZE}
     * @param alignment a power of two up to {@link #PAGE_SIZE}: spans are page-aligned, so a class is aligned when its size is
     * @return the class, or -1 if the request has to be served by whole pages
     */
    public static int classOf(int size, int alignment) {
        for (int sizeClass = classOf(size); sizeClass < COUNT; sizeClass++) {
            if ((SIZE[sizeClass] & (alignment - 1)) == 0) {
                return sizeClass;
            }
        }
        return -1;
    }

    /** Bytes of a block of the class. */
    public static int size(int sizeClass) {
        return SIZE[sizeClass];
    }

    /** Pages of a span of the class. */
    public static int spanPages(int sizeClass) {
        return SPAN_PAGES[sizeClass];
    }

    /** Blocks of a span of the class. */
    public static int spanBlocks(int sizeClass) {
        return SPAN_BLOCKS[sizeClass];
    }

    /**
     * The index of the block that contains a byte of a span of the class.
     *
     * @param offset of the byte from the start of the span
     */
    public static int blockIndex(int sizeClass, int offset) {
        return (int) ((offset >>> ALIGNMENT_SHIFT) * RECIPROCAL[sizeClass] >>> Integer.SIZE);
    }

    /** Whether a block starts at {@code offset} from the start of a span of the class. */
    public static boolean isBlockStart(int sizeClass, int offset) {
        int index = blockIndex(sizeClass, offset);
        return index * SIZE[sizeClass] == offset && index < SPAN_BLOCKS[sizeClass];
    }

    /**
     * A number that distinguishes the blocks of a class that start in the same page.
     *
     * @param address the start of a block
     * @return 0 to {@link #positionsInPage} - 1
     */
    public static int positionInPage(int sizeClass, long address) {
        return ((int) address & PAGE_SIZE - 1) >>> SHIFT[sizeClass];
    }

    /** How many numbers {@link #positionInPage} can give for the class; at most twice as many as blocks fit into a page. */
    public static int positionsInPage(int sizeClass) {
        return PAGE_SIZE >>> SHIFT[sizeClass];
    }

    /** How many blocks of the class move between tiers at a time: 64 KiB worth, 2 to 32. */
    public static int batch(int sizeClass) {
        return Math.max(2, Math.min(32, MAX_BATCH_BYTES / SIZE[sizeClass]));
    }
}
