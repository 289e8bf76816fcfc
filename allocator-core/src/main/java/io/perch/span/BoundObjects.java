/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;
import io.perch.arena.PageRun;
import io.perch.sizeclass.SizeClasses;
import java.util.function.Consumer;

/**
 * One object for each block that its users want one for, such as a buffer. Block and object stay together as long as the block's
 * span lives: whoever gets the block finds the object warm, and nothing is created twice.
 *
 * <p>Found by two loads from the address, because the address is all that an allocation has: a look-up over the span (its start,
 * a division, an array) took 15 ns of a Netty buffer's 23. The objects of a page lie in one array, by where in the page their
 * blocks start; since blocks of a class start at least a power of two apart, a shift tells them from each other.
 *
 * <p>A block has a number too, for what its object would write each time the block is used. Those of a page lie side by side, so
 * that a batch of blocks that goes to another CPU takes few cache lines along: with a line of its own for each, a pool's buffer
 * handed over took 65 ns in place of 24.
 *
 * <p>Only the owner of a block may get or set its object.
 */
public final class BoundObjects {
    private final AddressSpace space;
    /**
     * By page, then by position in the page; at the end of a page the numbers. Made when the first object is bound, as most users
     * of plain addresses bind none. A plain field: who reads an old one goes on to {@link #create}, and a volatile read on the way
     * from block to object cost half a nanosecond.
     */
    private Object[][] pages = {};

    BoundObjects(AddressSpace space) {
        this.space = space;
    }

    /**
     * The object of a block, or null.
     *
     * @param address   the start of a block that the caller owns
     * @param sizeClass of the block
     */
    public Object get(long address, int sizeClass) {
        Object[][] all = pages;
        int page = space.pageOf(address);
        if (page >= all.length || all[page] == null) {
            return null;
        }
        return all[page][SizeClasses.positionInPage(sizeClass, address)];
    }

    /** Sets the object of a block, in place of any that it had; null for none. */
    public void set(long address, int sizeClass, Object object) {
        Object[][] all = pages;
        int page = space.pageOf(address);
        if (page >= all.length || all[page] == null) {
            all = create(page, sizeClass);
        }
        all[page][SizeClasses.positionInPage(sizeClass, address)] = object;
    }

    /**
     * The numbers of all blocks of a page, by {@link SizeClasses#positionInPage}; 0 at first. They stay the same array as long as
     * the block's span lives, and are nobody else's afterwards.
     */
    public long[] numbers(long address, int sizeClass) {
        Object[][] all = pages;
        int page = space.pageOf(address);
        if (page >= all.length || all[page] == null) {
            all = create(page, sizeClass);
        }
        return (long[]) all[page][all[page].length - 1];
    }

    /** Shows every object to {@code visitor}; those that are bound or forgotten meanwhile may be left out or shown. */
    public void forEach(Consumer<Object> visitor) {
        for (Object[] page : pages) {
            for (int i = 0; page != null && i < page.length - 1; i++) {
                if (page[i] != null) {
                    visitor.accept(page[i]);
                }
            }
        }
    }

    private synchronized Object[][] create(int page, int sizeClass) {
        if (pages.length == 0) {
            pages = new Object[space.capacity()][];
        }
        if (pages[page] == null) {
            int positions = SizeClasses.positionsInPage(sizeClass);
            Object[] objects = new Object[positions + 1];
            objects[positions] = new long[positions];
            pages[page] = objects;
        }
        return pages;
    }

    /** Forgets the objects of a span that is no more. */
    synchronized void clear(PageRun run) {
        if (pages.length > 0) {
            for (int i = 0; i < run.pages(); i++) {
                pages[run.first() + i] = null;
            }
        }
    }
}
