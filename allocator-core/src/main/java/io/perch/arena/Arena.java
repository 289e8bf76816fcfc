/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import io.perch.sync.SpinLock;

/**
 * One address space, cut into runs of pages. Runs tile the space below the frontier; neighbours that are free in the same way are
 * merged. All public methods may be called from any thread.
 *
 * <p>{@code (used + free) pages × page size = bytes charged to the limit}; released pages and those beyond the frontier are not
 * charged.
 */
public final class Arena {
    private final SpinLock lock = new SpinLock();
    private final AddressSpace space;
    private final MemoryLimit limit;
    /** Each run at its first and its last page; entries of other pages are stale. */
    private final PageMap<PageRun> boundaries;
    private final FreeRuns free = new FreeRuns();
    private final FreeRuns released = new FreeRuns();
    private long usedPages;
    /** The fewest free pages since {@link #releaseIdle}: nobody needed those. */
    private long lowWater;
    private long releaseFailures;
    private boolean closing;
    private boolean unmapped;
    private volatile String refusal = "";

    /**
     * @param space where the pages are; belongs to this arena from now on
     * @param limit what commits are charged to
     */
    public Arena(AddressSpace space, MemoryLimit limit) {
        this.space = space;
        this.limit = limit;
        this.boundaries = new PageMap<>(space.capacity());
    }

    /** Where the pages are. */
    public AddressSpace space() {
        return space;
    }

    /**
     * Takes a run of exactly {@code pages}.
     *
     * @param pages     how many, ≥ 1
     * @param alignment the run's address is a multiple of this many pages, a power of two
     * @return the run, or null if the limit, the address space or the system forbids it; {@link #refusal} tells which
     */
    public PageRun allocate(int pages, int alignment) {
        lock.lock();
        try {
            if (closing) {
                return null;
            }
            PageRun run = take(free, pages, alignment);
            if (run == null) {
                if (limit.exceedsSoft((long) pages << SizeClasses.PAGE_SHIFT)) {
                    releaseFree(Long.MAX_VALUE);
                }
                run = commit(pages, alignment);
            }
            if (run == null && releaseFree(Long.MAX_VALUE) > 0) {
                // What was released no longer counts against the limit, and may have merged into a run that is long enough.
                run = commit(pages, alignment);
            }
            if (run != null) {
                run.state = PageRun.State.USED;
                usedPages += run.pages;
            }
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a run back. */
    public void free(PageRun run) {
        lock.lock();
        try {
            usedPages -= run.pages;
            run.state = PageRun.State.FREE;
            putBack(run);
            unmapIfEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the physical memory of all free pages back to the operating system.
     *
     * @return how many bytes
     */
    public long release() {
        lock.lock();
        try {
            return releaseFree(Long.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link #release}, but only as many pages as nobody needed since the last call. To be called every few seconds.
     *
     * @return how many bytes
     */
    public long releaseIdle() {
        lock.lock();
        try {
            long bytes = releaseFree(lowWater);
            lowWater = free.pages();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Allows no more allocations, and gives up the address space as soon as no run is in use. */
    public void close() {
        lock.lock();
        try {
            closing = true;
            unmapIfEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Why the last allocation failed, for a message. */
    public String refusal() {
        return refusal;
    }

    /** Fills in the arena's part of a snapshot, at one instant. */
    public void snapshot(Snapshot into) {
        lock.lock();
        try {
            into.usedBytes = usedPages << SizeClasses.PAGE_SHIFT;
            into.freeBytes = free.pages() << SizeClasses.PAGE_SHIFT;
            into.releasedBytes = released.pages() << SizeClasses.PAGE_SHIFT;
            into.reservedBytes = unmapped ? 0 : (long) space.capacity() << SizeClasses.PAGE_SHIFT;
            into.releaseFailures = releaseFailures;
        } finally {
            lock.unlock();
        }
    }

    /** What an arena has, in bytes. */
    public static final class Snapshot {
        /** Handed out as spans and large blocks. */
        public long usedBytes;
        /** Free and committed. */
        public long freeBytes;
        /** Free and given back to the operating system. */
        public long releasedBytes;
        /** Address space. */
        public long reservedBytes;
        /** Times that the operating system refused to take pages back. */
        public long releaseFailures;
    }

    /** Takes a run that is not charged yet: one that was released, or new pages. */
    private PageRun commit(int pages, int alignment) {
        PageRun run = take(released, pages, alignment);
        if (run == null) {
            return grow(pages, alignment);
        }
        if (!charge(run.pages)) {
            putBack(run);
            return null;
        }
        return run;
    }

    private PageRun grow(int pages, int alignment) {
        int frontier = space.frontier();
        int wanted = pages + alignment - 1;
        PageRun tail = frontier > 0 && space.joins(frontier) ? boundaries.get(frontier - 1) : null;
        if (tail != null && tail.state == PageRun.State.FREE) {
            wanted -= tail.pages;
        }
        int room = space.capacity() - frontier;
        int least = space.leastStep(wanted);
        if (least > room) {
            refusal = "the address space of " + space.capacity() + " pages is used up";
            return null;
        }
        int step = Math.min(room, space.goodStep(wanted));
        if (!charge(step)) {
            step = least;
            if (!charge(step)) {
                return null;
            }
        }
        try {
            putBack(new PageRun(space.advance(step), step, PageRun.State.FREE));
        } catch (OsMemoryException | OutOfMemoryError refused) {
            limit.uncharge((long) step << SizeClasses.PAGE_SHIFT);
            refusal = refused.getMessage();
            return null;
        }
        return take(free, pages, alignment);
    }

    private boolean charge(int pages) {
        if (limit.tryCharge((long) pages << SizeClasses.PAGE_SHIFT)) {
            return true;
        }
        refusal = "the limit of " + limit.hard() + " bytes is reached";
        return false;
    }

    /** Takes the shortest run of a kind that fits, and puts back what is cut off at both ends. */
    private PageRun take(FreeRuns from, int pages, int alignment) {
        PageRun run = from.takeShortest(pages + alignment - 1);
        if (run == null) {
            return null;
        }
        int before = (int) (-(space.addressOf(run.first) >> SizeClasses.PAGE_SHIFT) & (alignment - 1));
        if (before > 0) {
            cutOff(from, run, run.first, before);
            run.first += before;
        }
        if (run.pages > pages) {
            cutOff(from, run, run.first + pages, run.pages - pages);
        }
        tag(run);
        lowWater = Math.min(lowWater, free.pages());
        return run;
    }

    private void cutOff(FreeRuns to, PageRun run, int first, int pages) {
        PageRun rest = new PageRun(first, pages, run.state);
        run.pages -= pages;
        tag(rest);
        to.add(rest);
    }

    /** Adds a run to the free ones of its state, merged with its neighbours of the same state. */
    private void putBack(PageRun run) {
        FreeRuns list = run.state == PageRun.State.FREE ? free : released;
        if (run.first > 0 && space.joins(run.first)) {
            PageRun before = boundaries.get(run.first - 1);
            if (before.state == run.state) {
                list.remove(before);
                run.first = before.first;
                run.pages += before.pages;
            }
        }
        int following = run.last() + 1;
        if (following < space.frontier() && space.joins(following)) {
            PageRun after = boundaries.get(following);
            if (after.state == run.state) {
                list.remove(after);
                run.pages += after.pages;
            }
        }
        tag(run);
        list.add(run);
    }

    private void tag(PageRun run) {
        boundaries.set(run.first, run);
        boundaries.set(run.last(), run);
    }

    private long releaseFree(long atMostPages) {
        long pages = 0;
        PageRun refused = null;
        PageRun run = atMostPages == 0 ? null : free.takeAny();
        while (run != null) {
            if (run.pages > atMostPages - pages) {
                cutOff(free, run, run.first + (int) (atMostPages - pages), run.pages - (int) (atMostPages - pages));
                tag(run);
            }
            if (space.release(run.first, run.pages)) {
                pages += run.pages;
                limit.uncharge(run.bytes());
                run.state = PageRun.State.RELEASED;
                putBack(run);
            } else {
                releaseFailures++;
                run.next = refused;
                refused = run;
            }
            run = pages == atMostPages ? null : free.takeAny();
        }
        while (refused != null) {
            run = refused;
            refused = run.next;
            putBack(run);
        }
        return pages << SizeClasses.PAGE_SHIFT;
    }

    private void unmapIfEmpty() {
        if (closing && usedPages == 0 && !unmapped) {
            unmapped = true;
            limit.uncharge(free.pages() << SizeClasses.PAGE_SHIFT);
            free.clear();
            released.clear();
            space.unmap();
        }
    }
}
