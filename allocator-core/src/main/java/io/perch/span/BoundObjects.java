/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;
import io.perch.arena.PageRun;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import io.perch.sync.LockTally;
import io.perch.sync.SpareStack;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One object for each block that its users want one for, such as a buffer. Block and object stay together as long as the block's
 * span exists: whoever gets the block finds the object warm, and nothing is created twice.
 *
 * <p>An object is found by two loads from the address, because the address is all that an allocation has: a look-up by way of the
 * span (its start, a division, an array) took 15 ns of a Netty buffer's 23. The objects of a page lie in one array, by where in the
 * page their blocks start; since blocks of a class start at least a power of two apart, a shift tells them from each other.
 *
 * <p>Only the owner of a block may get or set its object.
 */
public final class BoundObjects {
    private static final int LEAST_LENGTH = 1 << 10;

    /** Not monitors: each virtual thread that waits for one comes back behind all others that are ready to run. */
    private final PageLocks locks = new PageLocks(LockKind.BOUND_OBJECTS);
    private final AddressSpace space;
    private final PageOrder order;
    /**
     * By page, then by position in the page; made when the first object is bound, as most users of plain addresses bind none, and
     * replaced by a longer one as higher pages are used. A plain field: a thread that reads an old one goes on to {@link #create},
     * and a volatile read on the way from block to object cost half a nanosecond.
     */
    private Object[][] pages = {};

    /**
     * What a user of blocks has bound to them. Its class is to be final and known where {@link #getOrMake} is called, so that
     * nothing is dispatched there.
     */
    public abstract static class Binder<T> {
        /** The object if it is one of this binder's; otherwise null, also for null. */
        protected abstract T own(Object object);

        /** Makes the object of a block. */
        protected abstract T make(int sizeClass, long block);

        /** Takes back a block whose object could not be made. */
        protected abstract void giveBack(int sizeClass, long block);
    }

    BoundObjects(AddressSpace space, PageOrder order) {
        this.space = space;
        this.order = order;
    }

    /**
     * The object of a block, or null.
     *
     * @param address   the start of a block that the caller owns
     * @param sizeClass of the block
     */
    public Object get(long address, int sizeClass) {
        Object[][] all = pages;
        int index = order.indexOf(space.pageOf(address));
        if (index >= all.length || all[index] == null) {
            return null;
        }
        return all[index][SizeClasses.positionInPage(sizeClass, address)];
    }

    /**
     * The object of a block, made if the block has none of this user's.
     *
     * @param address   the start of a block that the caller owns; if the object cannot be made, the block is given back, except
     *                  after a {@link StackOverflowError}: then the caller still owns it, and may have no stack to give it back
     * @param sizeClass of the block
     * @param binder    always the same for a user
     */
    public <T> T getOrMake(long address, int sizeClass, Binder<T> binder) {
        T found = binder.own(get(address, sizeClass));
        return found != null ? found : make(address, sizeClass, binder);
    }

    private <T> T make(long address, int sizeClass, Binder<T> binder) {
        SpareStack.requireMore();
        try {
            T made = binder.make(sizeClass, address);
            set(address, sizeClass, made);
            return made;
        } catch (StackOverflowError e) {
            throw e;
        } catch (Throwable e) {
            binder.giveBack(sizeClass, address);
            throw e;
        }
    }

    /** Sets the object of a block, in place of any that it had; null for none. */
    public void set(long address, int sizeClass, Object object) {
        Object[][] all = pages;
        int page = space.pageOf(address);
        int index = order.indexOf(page);
        if (index >= all.length || all[index] == null) {
            all = create(page, index, sizeClass);
        }
        all[index][SizeClasses.positionInPage(sizeClass, address)] = object;
    }

    /** Shows every object to {@code visitor}; those that are bound or forgotten meanwhile may be left out or shown. */
    public void forEach(Consumer<Object> visitor) {
        for (Object[] page : pages) {
            if (page != null) {
                for (Object object : page) {
                    if (object != null) {
                        visitor.accept(object);
                    }
                }
            }
        }
    }

    private Object[][] create(int page, int index, int sizeClass) {
        cover(index);
        CountedLock lock = locks.of(page);
        lock.lock();
        try {
            if (pages[index] == null) {
                pages[index] = new Object[SizeClasses.positionsInPage(sizeClass)];
            }
            return pages;
        } finally {
            lock.unlock();
        }
    }

    private void cover(int index) {
        if (index < pages.length) {
            return;
        }
        locks.lockAll();
        try {
            if (index >= pages.length) {
                pages = Arrays.copyOf(pages, PageOrder.lengthFor(Math.max(index, LEAST_LENGTH - 1)));
            }
        } finally {
            locks.unlockAll();
        }
    }

    /** Forgets the objects of a span that no longer exists. */
    void clear(PageRun run) {
        int end = run.first() + run.pages();
        for (int page = run.first(); page < end; ) {
            int stop = Math.min(end, PageLocks.groupEnd(page));
            CountedLock lock = locks.of(page);
            lock.lock();
            try {
                for (; page < stop; page++) {
                    int index = order.indexOf(page);
                    if (index < pages.length) {
                        pages[index] = null;
                    }
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
