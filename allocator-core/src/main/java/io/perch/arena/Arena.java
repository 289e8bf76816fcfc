/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import io.perch.sync.SpinLock;
import java.util.List;

/**
 * The memory of one partition: its part of the address space, cut into runs of pages. Runs tile the part below the frontier;
 * neighbours that are free in the same way are merged. All public methods may be called from any thread.
 *
 * <p>{@code (used + free) pages × page size = bytes charged to the limit}; released pages and those beyond the frontier are not
 * charged.
 */
public final class Arena {
    private final SpinLock lock = new SpinLock();
    private final AddressSpace space;
    private final MemoryLimit limit;
    private final int partition;
    /** The first page of the part, and the one behind its last. */
    private final int start;
    private final int end;
    private final HugePageUse hugePages;
    /** Each run at its first and its last page; entries of other pages are stale. */
    private final PageMap<PageRun> boundaries;
    private final FreeRuns free = new FreeRuns();
    private final FreeRuns released = new FreeRuns();
    /** The first page that is not yet usable. */
    private int frontier;
    private long usedPages;
    /** The fewest free pages since {@link #ageFree}: nobody needed those. */
    private long lowWater;
    /** Free pages that nobody needed for a whole age, and that were not released yet. */
    private long idlePages;
    private long releaseFailures;
    private boolean closing;
    private boolean unmapped;
    private volatile String refusal = "";

    /**
     * The only arena of an address space.
     *
     * @param space where the pages are; belongs to this arena from now on
     * @param limit what commits are charged to
     */
    public Arena(AddressSpace space, MemoryLimit limit) {
        this(space, 0, limit);
    }

    /**
     * The arena of a partition.
     *
     * @param space whose part for the partition belongs to this arena from now on
     * @param limit what commits are charged to, by all arenas of the space
     */
    public Arena(AddressSpace space, int partition, MemoryLimit limit) {
        this.space = space;
        this.limit = limit;
        this.partition = partition;
        this.start = partition * space.partPages();
        this.end = start + space.partPages();
        this.frontier = start;
        this.boundaries = new PageMap<>(space.capacity());
        this.hugePages = new HugePageUse(start, space.partPages());
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
                    releaseFree(Long.MAX_VALUE, false);
                }
                run = commit(pages, alignment);
            }
            if (run == null && releaseFree(Long.MAX_VALUE, false) > 0) {
                // What was released no longer counts against the limit, and may have merged into a run that is long enough.
                run = commit(pages, alignment);
            }
            if (run != null) {
                run.state = PageRun.State.USED;
                usedPages += run.pages;
                hugePages.take(run);
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
            hugePages.giveBack(run);
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
            return releaseFree(Long.MAX_VALUE, false);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a new age: the free pages that nobody needed during the one that ends are idle from now on, until somebody does.
     */
    public void ageFree() {
        lock.lock();
        idlePages = lowWater;
        lowWater = free.pages();
        lock.unlock();
    }

    /**
     * As {@link #release}, but only idle pages, and where huge pages were asked for only whole ones.
     *
     * @param atMostBytes how much, rounded down to pages
     * @return how many bytes
     */
    public long releaseIdle(long atMostBytes) {
        lock.lock();
        try {
            long bytes = releaseFree(Math.min(idlePages, atMostBytes >> SizeClasses.PAGE_SHIFT), space.keepsHugePages());
            idlePages -= bytes >> SizeClasses.PAGE_SHIFT;
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

    /** Where the memory is, by a sample. It asks the kernel, and holds no lock meanwhile. */
    public Residence residence() {
        lock.lock();
        int pages = unmapped ? 0 : frontier - start;
        lock.unlock();
        return pages == 0 ? Residence.UNKNOWN : space.residence(start, pages);
    }

    /** Fills in the arena's part of a snapshot, at one instant. */
    public void snapshot(Snapshot into) {
        lock.lock();
        try {
            Refusals refusals = space.refusals(partition);
            into.usedBytes = usedPages << SizeClasses.PAGE_SHIFT;
            into.freeBytes = free.pages() << SizeClasses.PAGE_SHIFT;
            into.releasedBytes = released.pages() << SizeClasses.PAGE_SHIFT;
            into.reservedBytes = unmapped ? 0 : (long) (end - start) << SizeClasses.PAGE_SHIFT;
            into.releaseFailures = releaseFailures;
            into.bindFailures = refusals.count(Refusals.Kind.BIND);
            into.otherRefusals = refusals.count(Refusals.Kind.HUGE_PAGES) + refusals.count(Refusals.Kind.PREFAULT)
                    + refusals.count(Refusals.Kind.LOCK);
            into.refusals = refusals.reasons();
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
        /** Times that it refused to bind memory to the partition's nodes. */
        public long bindFailures;
        /** Times that it refused huge pages, population or locking. */
        public long otherRefusals;
        /** The first refusal of each kind, in words. */
        public List<String> refusals;

        /** Adds the bytes and release failures of another arena. */
        public void add(Snapshot other) {
            usedBytes += other.usedBytes;
            freeBytes += other.freeBytes;
            releasedBytes += other.releasedBytes;
            reservedBytes += other.reservedBytes;
            releaseFailures += other.releaseFailures;
        }
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
        try {
            space.renew(run.first, run.pages);
        } catch (OsMemoryException | OutOfMemoryError refused) {
            limit.uncharge(run.bytes());
            refusal = refused.getMessage();
            putBack(run);
            return null;
        }
        return run;
    }

    private PageRun grow(int pages, int alignment) {
        int wanted = pages + alignment - 1;
        PageRun tail = frontier > start && space.joins(frontier) ? boundaries.get(frontier - 1) : null;
        if (tail != null && tail.state == PageRun.State.FREE) {
            wanted -= tail.pages;
        }
        int room = end - frontier;
        int least = space.leastStep(frontier, wanted);
        if (least > room) {
            refusal = "the address space of " + (end - start) + " pages is used up";
            return null;
        }
        int step = Math.min(room, space.goodStep(frontier, wanted));
        if (!charge(step)) {
            step = least;
            if (!charge(step)) {
                return null;
            }
        }
        try {
            space.commit(frontier, step);
        } catch (OsMemoryException | OutOfMemoryError refused) {
            limit.uncharge((long) step << SizeClasses.PAGE_SHIFT);
            refusal = refused.getMessage();
            return null;
        }
        PageRun fresh = new PageRun(frontier, step, PageRun.State.FREE);
        frontier += step;
        putBack(fresh);
        return take(free, pages, alignment);
    }

    private boolean charge(int pages) {
        if (limit.tryCharge((long) pages << SizeClasses.PAGE_SHIFT)) {
            return true;
        }
        refusal = "the limit of " + limit.hard() + " bytes is reached";
        return false;
    }

    /** Takes a run of a kind that fits, and puts back what is cut off at both ends. */
    private PageRun take(FreeRuns from, int pages, int alignment) {
        PageRun run = from.takeFullest(pages + alignment - 1, hugePages);
        if (run == null) {
            return null;
        }
        int before = (int) (-(space.addressOf(run.first) >> SizeClasses.PAGE_SHIFT) & (alignment - 1));
        if (alignment == 1 && hugePages.prefersEnd(run, pages)) {
            before = run.pages - pages;
        }
        if (before > 0) {
            cutOff(from, run, run.first, before);
            run.first += before;
        }
        if (run.pages > pages) {
            cutOff(from, run, run.first + pages, run.pages - pages);
        }
        tag(run);
        lowWater = Math.min(lowWater, free.pages());
        idlePages = Math.min(idlePages, free.pages());
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
        if (run.first > start && space.joins(run.first)) {
            PageRun before = boundaries.get(run.first - 1);
            if (before.state == run.state) {
                list.remove(before);
                run.first = before.first;
                run.pages += before.pages;
            }
        }
        int following = run.last() + 1;
        if (following < frontier && space.joins(following)) {
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

    /** Releases free runs, the longest first; of each with {@code wholeOnly} the huge pages that it has as a whole. */
    private long releaseFree(long atMostPages, boolean wholeOnly) {
        long pages = 0;
        PageRun kept = null;
        PageRun run = atMostPages == 0 ? null : free.takeAny();
        while (run != null) {
            boolean some = cutToReleasable(run, atMostPages - pages, wholeOnly);
            if (some && space.release(run.first, run.pages)) {
                pages += run.pages;
                limit.uncharge(run.bytes());
                run.state = PageRun.State.RELEASED;
                putBack(run);
            } else {
                releaseFailures += some ? 1 : 0;
                // Not free for now, so that no neighbour is merged with a run that is in no list.
                run.state = PageRun.State.USED;
                run.next = kept;
                kept = run;
            }
            run = pages == atMostPages ? null : free.takeAny();
        }
        while (kept != null) {
            run = kept;
            kept = run.next;
            run.state = PageRun.State.FREE;
            putBack(run);
        }
        return pages << SizeClasses.PAGE_SHIFT;
    }

    /** Cuts a free run to what is to be released of it; false if that is nothing. What is cut off stays free, and is seen again. */
    private boolean cutToReleasable(PageRun run, long atMostPages, boolean wholeOnly) {
        int unit = wholeOnly ? HugePageUse.PAGES : space.releaseUnit();
        int first = (run.first + unit - 1) / unit * unit;
        int last = (run.last() + 1) / unit * unit;
        first = (int) Math.max(first, last - atMostPages / unit * unit);
        if (first >= last) {
            return false;
        }
        if (run.last() >= last) {
            cutOff(free, run, last, run.last() + 1 - last);
        }
        if (first > run.first) {
            cutOff(free, run, run.first, first - run.first);
            run.first = first;
        }
        tag(run);
        return true;
    }

    private void unmapIfEmpty() {
        if (closing && usedPages == 0 && !unmapped) {
            unmapped = true;
            limit.uncharge(free.pages() << SizeClasses.PAGE_SHIFT);
            free.clear();
            released.clear();
            space.unmap(partition);
        }
    }
}
