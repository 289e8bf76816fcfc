/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemoryException;
import io.perch.os.Refusals;
import io.perch.sizeclass.SizeClasses;
import java.util.function.Supplier;

/**
 * The pages of one partition, taken from the system and given back to it: what an {@link Arena} does under its lock.
 *
 * <p>Every step that can fail, for want of Java heap as well, is taken before anything is changed, or is undone: see {@link
 * PageRuns}.
 */
final class PageSupply {
    /** What is given back to make room for a new run is at least this much: a system call takes as long for one page. */
    private static final long LEAST_RELEASE = 512 << 10 >> SizeClasses.PAGE_SHIFT;

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
    private boolean keeping;
    /** Whether the system refused to take pages back in this tick: then it is not asked before each commit. */
    private boolean refused;
    private boolean closing;
    private boolean unmapped;
    private volatile String refusal = "";

    PageSupply(AddressSpace space, int partition, MemoryLimit limit, Supplier<? extends PageRun> maker) {
        this.space = space;
        this.limit = limit;
        this.partition = partition;
        this.start = partition * space.partPages();
        this.end = start + space.partPages();
        this.runs = new PageRuns(space, start, maker);
    }

    /** As {@link Arena#allocate}. */
    PageRun allocate(int pages, int alignment) {
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
            runs.use(run);
            usedPages += run.pages;
            need.taken(usedPages);
        }
        return run;
    }

    /** As {@link Arena#claim}. */
    boolean claim(PageRun run, int first) {
        boolean claimed = run.state == PageRun.State.USED && !run.leaving && run.first == first && runs.at(first) == run;
        run.leaving |= claimed;
        return claimed;
    }

    /** As {@link Arena#free}. */
    void free(PageRun run) {
        usedPages -= run.pages;
        need.freed(usedPages);
        runs.unuse(run);
        unmapIfEmpty();
    }

    /** As {@link Arena#extend}. */
    boolean extend(PageRun run, int pages) {
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
                || rest.state == PageRun.State.RELEASED && !renewBeginning(rest, more)) {
            return false;
        }
        runs.join(run, runs.at(following), more);
        usedPages += more;
        need.taken(usedPages);
        return true;
    }

    /** Makes the beginning of a released run a free one, in units in which memory comes and goes. */
    private boolean renewBeginning(PageRun run, int pages) {
        int whole = wholeUnits(pages);
        if (!renew(run.first, whole, run.releasedAt)) {
            return false;
        }
        runs.released.remove(run);
        runs.cut(run, run.first, whole);
        runs.freed(run);
        return true;
    }

    private int wholeUnits(int pages) {
        int unit = space.releaseUnit();
        return (pages + unit - 1) / unit * unit;
    }

    /** Makes a released run that ends at the frontier, and is shorter than wanted, a free one that can grow there. */
    private boolean renewTail(int first, int wanted) {
        PageRun tail = first < runs.frontier() ? runs.at(first) : null;
        if (tail == null || tail.state != PageRun.State.RELEASED || tail.pages >= wanted || tail.last() + 1 < runs.frontier()) {
            return true;
        }
        return renewBeginning(tail, tail.pages);
    }

    /** As {@link Arena#release}. */
    long release() {
        unmapIfEmpty();
        return releaseFree(Long.MAX_VALUE, false);
    }

    /** As {@link Arena#keepFree}. */
    void keepFree(boolean keeps) {
        keeping = keeps;
    }

    /** As {@link Arena#tick}. */
    void tick() {
        need.tick(usedPages);
        refused = false;
    }

    /** As {@link Arena#releaseIdle}. */
    long releaseIdle() {
        return keeping ? 0 : releaseFree(need.idle(runs.free.pages()), space.keepsHugePages());
    }

    /** As {@link Arena#givesBackInside}; needs no lock. */
    boolean givesBackInside() {
        return !keeping && !refused;
    }

    /** As {@link Arena#giveBackInside}. */
    boolean giveBackInside(PageRun run, long offset, long bytes) {
        refused |= !keeping && !space.releaseInside(run.first, offset, bytes);
        return givesBackInside();
    }

    /** As {@link Arena#close}. */
    void close() {
        closing = true;
        unmapIfEmpty();
    }

    /** As {@link Arena#runOf}; needs no lock. */
    PageRun runOf(int page) {
        PageRun run = runs.at(page);
        return run != null && run.state == PageRun.State.USED ? run : null;
    }

    /** As {@link Arena#refusal}; needs no lock. */
    String refusal() {
        return refusal;
    }

    /** Bytes that are handed out. */
    long usedBytes() {
        return usedPages << SizeClasses.PAGE_SHIFT;
    }

    /** How many pages may have memory behind them. */
    int usablePages() {
        return unmapped ? 0 : runs.frontier() - start;
    }

    void snapshot(Arena.Snapshot into) {
        Refusals refusals = space.refusals(partition);
        into.usedBytes = usedBytes();
        into.freeBytes = runs.free.pages() << SizeClasses.PAGE_SHIFT;
        into.releasedBytes = runs.released.pages() << SizeClasses.PAGE_SHIFT;
        into.reservedBytes = unmapped ? 0 : (long) (end - start) << SizeClasses.PAGE_SHIFT;
        into.releaseFailures = refusals.ofReleases();
        into.everReleasedBytes = reuse.releasedPages() << SizeClasses.PAGE_SHIFT;
        into.renewedSoonBytes = reuse.renewedSoonPages() << SizeClasses.PAGE_SHIFT;
        into.bindFailures = refusals.count(Refusals.Kind.BIND);
        into.otherRefusals = refusals.ofOthers();
        into.refusals = refusals.reasons();
    }

    /**
     * Gives back free pages that are of no use for a run, before others are committed for it, so that committed memory follows what
     * is needed even where free runs are too short.
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
        int wanted = pages + alignment - 1;
        PageRun run = runs.take(runs.released, wholeUnits(wanted), 1);
        boolean committed = run == null ? grow(wanted) : renew(run);
        return committed ? runs.take(runs.free, pages, alignment) : null;
    }

    /** Makes a released run that is in no list a free one, or puts it back. */
    private boolean renew(PageRun run) {
        boolean renewed = false;
        try {
            renewed = renew(run.first, run.pages, run.releasedAt);
        } finally {
            if (renewed) {
                runs.freed(run);
            } else {
                runs.putBack(run);
            }
        }
        return renewed;
    }

    /** Prepares released pages for being used; false if the limit or the system forbids it. */
    private boolean renew(int first, int pages, long releasedAt) {
        if (!charge(pages)) {
            return false;
        }
        boolean renewed = false;
        try {
            space.renew(first, pages);
            renewed = true;
            reuse.renewed(pages, releasedAt);
        } catch (OsMemoryException noMemory) {
            refuse(noMemory);
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
        } catch (OsMemoryException noMemory) {
            refuse(noMemory);
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

    private void refuse(OsMemoryException noMemory) {
        refusal = noMemory.getMessage();
        space.refusals(partition).add(Refusals.Kind.COMMIT, refusal);
    }

    private boolean charge(int pages) {
        if (limit.tryCharge((long) pages << SizeClasses.PAGE_SHIFT)) {
            return true;
        }
        long others = limit.others();
        refusal = "the limit of " + limit.hard() + " bytes, perch.limit.hard, is reached"
                + (others > 0 ? ", of which the JDK's direct buffers have " + others : "");
        return false;
    }

    /** Releases free runs, the longest first; of each with {@code wholeOnly} the huge pages that it has as a whole. */
    private long releaseFree(long atMostPages, boolean wholeOnly) {
        long pages = 0;
        PageRun kept = null;
        try {
            while (pages < atMostPages && runs.free.pages() > 0) {
                runs.prepare();
                PageRun run = runs.free.takeAny();
                // Not free for now, so that no neighbour is merged with a run that is in no list.
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
        }
        return pages << SizeClasses.PAGE_SHIFT;
    }

    private boolean release(PageRun run) {
        if (!space.release(run.first, run.pages)) {
            refused = true;
            return false;
        }
        limit.uncharge(run.bytes());
        run.state = PageRun.State.RELEASED;
        run.releasedAt = reuse.released(run.pages);
        return true;
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
        runs.cut(run, first, last - first);
        return true;
    }

    private void unmapIfEmpty() {
        if (closing && usedPages == 0 && !unmapped) {
            if (space.unmap(partition)) {
                unmapped = true;
                limit.uncharge(runs.free.pages() << SizeClasses.PAGE_SHIFT);
                runs.clear();
            } else {
                // Only addresses are left; the next close or release tries again.
                releaseFree(Long.MAX_VALUE, false);
            }
        }
    }
}
