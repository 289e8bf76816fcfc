/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import io.perch.sync.LockTally;
import java.util.Arrays;

/**
 * Leads from an address to its size class: this is how {@code free} learns what it was given, and that it is a block of ours.
 *
 * <p>One 16-bit word for each page, in one flat array, is all that {@code free} reads:
 *
 * <pre>
 *    15   14                      7 6                   0
 *   +------+------------------------+---------------------+
 *   |hidden| page number in its span| size class + 1      |     0: no page of a span with a size class
 *   +------+------------------------+---------------------+
 * </pre>
 *
 * <p>In a hidden page {@code free} finds no class, and looks again under the lock: somebody wants to know when a block of it goes.
 *
 * <p>The array is as long as the highest page that ever had a span requires, rounded up to a power of two; with several partitions,
 * pages of all of them alternate in it. So it costs 1/4096 to 1/2048 of the memory that was ever in use, on the heap, and {@code
 * free} has no second level to look up.
 */
final class ClassMap {
    private static final int CLASS_BITS = 7;
    private static final int CLASS_MASK = (1 << CLASS_BITS) - 1;
    private static final int HIDDEN = 1 << 15;
    private static final int LEAST_LENGTH = 1 << 10;

    private final PageLocks locks = new PageLocks(LockKind.SPAN_MAP);
    private final AddressSpace space;
    private final PageOrder order;
    /**
     * Replaced under all locks by a longer one. Plain: a thread that reads an old one finds no class, and then looks under a lock.
     */
    private char[] words = new char[LEAST_LENGTH];

    ClassMap(AddressSpace space, PageOrder order) {
        this.space = space;
        this.order = order;
    }

    /** The class of the block that starts at {@code address}, or {@link SpanMap#NO_CLASS} or {@link SpanMap#NO_BLOCK}. */
    int blockClass(long address) {
        return blockClass(address, 0);
    }

    /** The sign bit says that a page is hidden: one comparison finds that there is nothing, or that it is not to be seen. */
    private int blockClass(long address, int unseen) {
        int page = space.pageOf(address);
        int index = order.indexOf(page);
        char[] all = words;
        if (page < 0 || index >= all.length) {
            return SpanMap.NO_CLASS;
        }
        int word = (short) (all[index] & ~unseen);
        if (word <= 0) {
            return SpanMap.NO_CLASS;
        }
        int sizeClass = (word & CLASS_MASK) - 1;
        int offset = (word >>> CLASS_BITS << SizeClasses.PAGE_SHIFT) + ((int) address & SizeClasses.PAGE_SIZE - 1);
        return SizeClasses.isBlockStart(sizeClass, offset) ? sizeClass : SpanMap.NO_BLOCK;
    }

    /** Like {@link #blockClass}, in the newest array, and in hidden pages, too. */
    int blockClassNow(long address) {
        CountedLock lock = locks.of(Math.max(0, space.pageOf(address)));
        lock.lock();
        try {
            return blockClass(address, HIDDEN);
        } finally {
            lock.unlock();
        }
    }

    /** Hides the page that an address is in, or ends that; nothing happens if that is none of a span with a size class. */
    void hide(long address, boolean hidden) {
        int page = space.pageOf(address);
        int index = order.indexOf(page);
        CountedLock lock = locks.of(page);
        lock.lock();
        try {
            if (index < words.length && words[index] != 0) {
                words[index] = (char) (hidden ? words[index] | HIDDEN : words[index] & ~HIDDEN);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Enters the pages of a span. Throws, with nothing entered, if the heap has no room for a longer array. */
    void enter(Span span) {
        cover(order.indexOf(span.first() + span.pages() - 1));
        write(span, 1 << CLASS_BITS, span.sizeClass() + 1);
    }

    /** Removes the pages of a span. */
    void remove(Span span) {
        write(span, 0, 0);
    }

    private void cover(int last) {
        if (last < words.length) {
            return;
        }
        locks.lockAll();
        try {
            if (last >= words.length) {
                words = Arrays.copyOf(words, PageOrder.lengthFor(last));
            }
        } finally {
            locks.unlockAll();
        }
    }

    /** The word of each page is {@code first}, and {@code step} more than that of the page before. */
    private void write(Span span, int step, int first) {
        int end = span.first() + span.pages();
        for (int page = span.first(); page < end; ) {
            int stop = Math.min(end, PageLocks.groupEnd(page));
            CountedLock lock = locks.of(page);
            lock.lock();
            try {
                for (; page < stop; page++) {
                    words[order.indexOf(page)] = (char) (first + (page - span.first()) * step);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Adds the counts of the locks. */
    void addLocks(LockTally tally) {
        locks.addLocks(tally);
    }
}
