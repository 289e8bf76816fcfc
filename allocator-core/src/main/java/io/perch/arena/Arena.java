/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Residence;
import io.perch.sync.SpinLock;
import java.util.List;
import java.util.function.Supplier;

/**
 * The memory of one partition: its part of the address space, cut into runs of pages. Runs tile the part below the frontier;
 * neighbours that are free in the same way are merged. All public methods may be called from any thread.
 *
 * <p>{@code (used + free) pages × page size = bytes charged to the limit}; released pages and those beyond the frontier are not
 * charged.
 *
 * <p>Every step that can fail, also for want of Java heap, is taken before anything is changed, or is undone: see {@link
 * SpareRuns}.
 */
public final class Arena {
    /** At least this much is given back to make room for a new run: a system call takes as long for one page. */
    private static final long LEAST_RELEASE = 512 << 10 >> SizeClasses.PAGE_SHIFT;

    private final SpinLock lock = new SpinLock();
    private final AddressSpace space;
    private final MemoryLimit limit;
    private final int partition;
    /** The first page of the part, and the one after its last. */
    private final int start;
    private final int end;
    private final PageRuns runs;
    private final RecentNeed need = new RecentNeed();
    private final Reuse reuse = new Reuse();
    private long usedPages;
    private long releaseFailures;
    private boolean keeping;
    /** Whether the system refused to take pages back in this tick; if so, it is not asked before each commit. */
    private boolean refused;
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
        this(space, 0, limit, PageRun::new);
    }

    /**
     * The arena of a partition.
     *
     * @param space the space whose part for the partition belongs to this arena from now on
     * @param limit what commits are charged to, by all arenas of the space
     * @param maker makes the objects of runs
     */
    public Arena(AddressSpace space, int partition, MemoryLimit limit, Supplier<? extends PageRun> maker) {
        this.space = space;
        this.limit = limit;
        this.partition = partition;
        this.start = partition * space.partPages();
        this.end = start + space.partPages();
        this.runs = new PageRuns(space, start, maker);
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
            runs.prepare();
            PageRun run = runs.take(runs.free, pages, alignment);
            if (run == null) {
                makeRoom(pages);
                run = commit(pages, alignment);
            }
            if (run == null && releaseFree(Long.MAX_VALUE, false) > 0) {
                // What was released no longer counts against the limit, and may have merged into a run that is long enough.
                runs.prepare();
                run = commit(pages, alignment);
            }
            if (run != null) {
                use(run);
            }
            return run;
        } finally {
            lock.unlock();
        }
    }

    private void use(PageRun run) {
        runs.use(run);
        usedPages += run.pages;
        need.taken(usedPages, runs.free.pages());
    }

    /** Takes a run back. */
    public void free(PageRun run) {
        lock.lock();
        try {
            giveBack(run);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Decides between threads that all want to free a run: whichever claims it first frees it.
     *
     * @param first the page that it is to begin at
     * @return whether the caller has to {@link #free} it now; false if it is not used, or already claimed
     */
    public boolean claim(PageRun run, int first) {
        lock.lock();
        try {
            boolean claimed = run.state == PageRun.State.USED && !run.leaving && run.first == first
                    && runs.at(first) == run;
            run.leaving |= claimed;
            return claimed;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(PageRun run) {
        usedPages -= run.pages;
        runs.unuse(run);
        unmapIfEmpty();
    }

    /**
     * Makes a used run longer without moving it, if the pages behind it are free.
     *
     * @param pages how many it is to have, more than now
     * @return whether it has them
     */
    public boolean extend(PageRun run, int pages) {
        lock.lock();
        try {
            int more = pages - run.pages;
            int following = run.last() + 1;
            if (closing || more > end - following || !space.joins(following)) {
                return false;
            }
            runs.prepare();
            if (runs.freeFrom(following) < more) {
                makeRoom(more);
                if (!renewTail(following, more) || runs.endsAtFrontier(following) && !grow(more)) {
                    return false;
                }
            }
            PageRun rest = runs.at(following);
            if (rest.state == PageRun.State.USED || rest.pages < more
                    || rest.state == PageRun.State.RELEASED && !renew(following, more, rest.releasedAt)) {
                return false;
            }
            runs.join(run, rest, more);
            usedPages += more;
            need.taken(usedPages, runs.free.pages());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Turns a released run that ends at the frontier and is shorter than wanted into a free one that can grow there. */
    private boolean renewTail(int first, int wanted) {
        PageRun tail = first < runs.frontier() ? runs.at(first) : null;
        if (tail == null || tail.state != PageRun.State.RELEASED || tail.pages >= wanted || tail.last() + 1 < runs.frontier()) {
            return true;
        }
        if (!renew(first, tail.pages, tail.releasedAt)) {
            return false;
        }
        runs.renewed(tail);
        return true;
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

    /** Keeps free pages where they are until further notice, if {@code keeps}; {@link #release} gives them back all the same. */
    public void keepFree(boolean keeps) {
        lock.lock();
        keeping = keeps;
        lock.unlock();
    }

    /** Ends a tick of the clock by which free pages become idle. */
    public void tick() {
        lock.lock();
        try {
            need.tick(usedPages, runs.free.pages());
            refused = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Like {@link #release}, but only this tick's share of the idle pages, and only whole huge pages where those were asked for.
     *
     * @param atMostBytes how much, rounded down to pages
     * @return how many bytes
     */
    public long releaseIdle(long atMostBytes) {
        lock.lock();
        try {
            return keeping ? 0
                    : releaseFree(Math.min(need.idle(), atMostBytes >> SizeClasses.PAGE_SHIFT), space.keepsHugePages());
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

    /** The used run that a page is in, or null; the same as when the caller learned of the page, if that is still in use. */
    public PageRun runOf(int page) {
        PageRun run = runs.at(page);
        return run != null && run.state == PageRun.State.USED ? run : null;
    }

    /** Why the last allocation failed, for a message. */
    public String refusal() {
        return refusal;
    }

    /** Where the memory is, by a sample. It asks the kernel, and holds no lock while it does. */
    public Residence residence() {
        int pages;
        lock.lock();
        try {
            pages = unmapped ? 0 : runs.frontier() - start;
        } finally {
            lock.unlock();
        }
        return pages == 0 ? Residence.UNKNOWN : space.residence(start, pages);
    }

    /** Fills in the arena's part of a snapshot, at one instant. */
    public void snapshot(Snapshot into) {
        lock.lock();
        try {
            Refusals refusals = space.refusals(partition);
            into.usedBytes = usedPages << SizeClasses.PAGE_SHIFT;
            into.freeBytes = runs.free.pages() << SizeClasses.PAGE_SHIFT;
            into.releasedBytes = runs.released.pages() << SizeClasses.PAGE_SHIFT;
            into.reservedBytes = unmapped ? 0 : (long) (end - start) << SizeClasses.PAGE_SHIFT;
            into.releaseFailures = releaseFailures;
            into.everReleasedBytes = reuse.releasedPages() << SizeClasses.PAGE_SHIFT;
            into.renewedSoonBytes = reuse.renewedSoonPages() << SizeClasses.PAGE_SHIFT;
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
        /** How often the operating system refused to take pages back. */
        public long releaseFailures;
        /** Given back to the operating system so far. */
        public long everReleasedBytes;
        /** Of these, needed again within 100 ms. */
        public long renewedSoonBytes;
        /** How often it refused to bind memory to the partition's nodes. */
        public long bindFailures;
        /** How often it refused huge pages, population or locking. */
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
            everReleasedBytes += other.everReleasedBytes;
            renewedSoonBytes += other.renewedSoonBytes;
        }
    }

    /**
     * Gives back free pages that are of no use for a run before others are committed for it, so that committed memory follows what
     * is needed although free runs may be too short.
     */
    private void makeRoom(int pages) {
        if (limit.exceedsSoft((long) pages << SizeClasses.PAGE_SHIFT)) {
            releaseFree(Long.MAX_VALUE, false);
        } else if (!keeping && !refused) {
            long excess = usedPages + runs.free.pages() + pages - need.most();
            if (excess > 0) {
                releaseFree(Math.max(excess, LEAST_RELEASE), space.keepsHugePages());
            }
        }
        runs.prepare();
    }

    /** Takes a run that is not charged yet: one that was released, or new pages. */
    private PageRun commit(int pages, int alignment) {
        PageRun run = runs.take(runs.released, pages, alignment);
        if (run == null) {
            return grow(pages + alignment - 1) ? runs.take(runs.free, pages, alignment) : null;
        }
        boolean renewed = false;
        try {
            renewed = renew(run.first, run.pages, run.releasedAt);
        } finally {
            if (!renewed) {
                runs.putBack(run);
            }
        }
        return renewed ? run : null;
    }

    /** Prepares released pages for use; false if the limit or the system forbids it. */
    private boolean renew(int first, int pages, long releasedAt) {
        if (!charge(pages)) {
            return false;
        }
        boolean renewed = false;
        try {
            space.renew(first, pages);
            renewed = true;
            reuse.renewed(pages, releasedAt);
        } catch (OsMemoryException refused) {
            refusal = refused.getMessage();
        } finally {
            if (!renewed) {
                limit.uncharge((long) pages << SizeClasses.PAGE_SHIFT);
            }
        }
        return renewed;
    }

    /** Commits pages at the frontier, so that the free run there has {@code wanted}. */
    private boolean grow(int wanted) {
        int frontier = runs.frontier();
        int missing = Math.max(1, wanted - runs.freeTail());
        int room = end - frontier;
        int least = space.leastStep(frontier, missing);
        if (least > room) {
            refusal = "the address space of " + (end - start) + " pages is used up";
            return false;
        }
        int step = Math.min(room, space.goodStep(frontier, missing));
        runs.cover(step);
        if (!charge(step)) {
            step = least;
            if (!charge(step)) {
                return false;
            }
        }
        boolean committed = false;
        try {
            space.commit(frontier, step);
            committed = true;
        } catch (OsMemoryException refused) {
            refusal = refused.getMessage();
        } finally {
            if (!committed) {
                limit.uncharge((long) step << SizeClasses.PAGE_SHIFT);
            }
        }
        if (committed) {
            runs.append(step);
        }
        return committed;
    }

    private boolean charge(int pages) {
        if (limit.tryCharge((long) pages << SizeClasses.PAGE_SHIFT)) {
            return true;
        }
        refusal = "the limit of " + limit.hard() + " bytes is reached";
        return false;
    }

    /** Releases free runs, the longest first; with {@code wholeOnly}, only the whole huge pages of each. */
    private long releaseFree(long atMostPages, boolean wholeOnly) {
        long pages = 0;
        PageRun kept = null;
        try {
            while (pages < atMostPages && runs.free.pages() > 0) {
                runs.prepare();
                PageRun run = runs.free.takeAny();
                // Not free for now, so that no neighbour is merged with a run that is not in any list.
                run.nextRun = kept;
                kept = run;
                if (cutToReleasable(run, atMostPages - pages, wholeOnly) && release(run)) {
                    kept = run.nextRun;
                    run.nextRun = null;
                    pages += run.pages;
                    runs.putBack(run);
                } else {
                    run.state = PageRun.State.USED;
                }
            }
        } finally {
            while (kept != null) {
                PageRun run = kept;
                kept = run.nextRun;
                run.state = PageRun.State.FREE;
                runs.putBack(run);
            }
            need.released(runs.free.pages());
        }
        return pages << SizeClasses.PAGE_SHIFT;
    }

    private boolean release(PageRun run) {
        if (!space.release(run.first, run.pages)) {
            releaseFailures++;
            refused = true;
            return false;
        }
        limit.uncharge(run.bytes());
        run.state = PageRun.State.RELEASED;
        run.releasedAt = reuse.released(run.pages);
        return true;
    }

    /** Cuts a free run down to what is to be released; false if that is nothing. What is cut off stays free, and is seen again. */
    private boolean cutToReleasable(PageRun run, long atMostPages, boolean wholeOnly) {
        int unit = wholeOnly ? HugePageUse.PAGES : space.releaseUnit();
        int first = (run.first + unit - 1) / unit * unit;
        int last = (run.last() + 1) / unit * unit;
        first = (int) Math.max(first, last - atMostPages / unit * unit);
        if (first >= last) {
            return false;
        }
        runs.cut(run, first, last - first);
        return true;
    }

    private void unmapIfEmpty() {
        if (closing && usedPages == 0 && !unmapped) {
            unmapped = true;
            limit.uncharge(runs.free.pages() << SizeClasses.PAGE_SHIFT);
            runs.clear();
            space.unmap(partition);
        }
    }
}
