/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;
import java.util.function.Supplier;

/**
 * The runs that tile an arena's part of the address space up to the frontier, used, free or released; neighbours that are free in
 * the same way are merged. Charging, requests to the system and the lock are the arena's business.
 *
 * <p>Nothing here can fail once {@link #prepare} and, for new pages, {@link #cover} have returned.
 */
final class PageRuns {
    /** A run is cut at both ends at most, and new pages are a run of their own before they are cut. */
    private static final int SPARES = 3;

    private final AddressSpace space;
    /** The first page of the part. */
    private final int start;
    private final HugePageUse hugePages;
    private final boolean packs;
    /** By page from {@link #start}: each page of a used run, and the first and the last of any other; all else is null. */
    private final PageMap<PageRun> runs;
    private final SpareRuns spares;
    final FreeRuns free = new FreeRuns();
    final FreeRuns released = new FreeRuns();
    /** The first page that is not yet usable. */
    private int frontier;

    PageRuns(AddressSpace space, int start, Supplier<? extends PageRun> maker) {
        this.space = space;
        this.start = start;
        this.frontier = start;
        this.runs = new PageMap<>(space.partPages());
        this.hugePages = new HugePageUse(start, space.partPages());
        this.packs = space.keepsHugePages();
        this.spares = new SpareRuns(maker);
    }

    int frontier() {
        return frontier;
    }

    /** Makes what one step of the other methods needs; throws, with nothing changed, if the Java heap is full. */
    void prepare() {
        spares.ensure(SPARES);
    }

    /** Makes what {@link #append} needs; throws, with nothing changed, if the Java heap is full. */
    void cover(int pages) {
        runs.cover(frontier - start, pages);
        hugePages.cover(frontier, pages);
    }

    /** The run of a page below the frontier if the page is used, or is the first or the last of a run; otherwise null. */
    PageRun at(int page) {
        return runs.get(page - start);
    }

    /** How many free pages end at the frontier, so that new ones would follow them. */
    int freeTail() {
        PageRun tail = frontier > start && space.joins(frontier) ? at(frontier - 1) : null;
        return tail != null && tail.state == PageRun.State.FREE ? tail.pages : 0;
    }

    /** How many free pages there are from {@code page} on, which is the first of a run or the one at the frontier. */
    int freeFrom(int page) {
        return page < frontier && at(page).state == PageRun.State.FREE ? at(page).pages : 0;
    }

    /** Whether there are only free pages from {@code page}, the first of a run, up to the frontier. */
    boolean endsAtFrontier(int page) {
        return page + freeFrom(page) == frontier;
    }

    /** Adds committed pages at the frontier as free ones. */
    void append(int pages) {
        PageRun fresh = spares.take(frontier, pages, PageRun.State.FREE);
        frontier += pages;
        putBack(fresh);
    }

    /**
     * Takes a run of a kind that fits, and puts back what is cut off at both ends; null if none does. The run is then in no list.
     */
    PageRun take(FreeRuns from, int pages, int alignment) {
        PageRun run = packs ? from.takeFullest(pages + alignment - 1, hugePages) : from.takeShortest(pages + alignment - 1);
        if (run == null) {
            return null;
        }
        int before = (int) (-(space.addressOf(run.first) >> SizeClasses.PAGE_SHIFT) & (alignment - 1));
        if (packs && alignment == 1 && hugePages.prefersEnd(run, pages)) {
            before = run.pages - pages;
        }
        cut(run, run.first + before, pages);
        return run;
    }

    /** Cuts a run that is in no list to {@code pages} from {@code first} on, and puts back what is before and after. */
    void cut(PageRun run, int first, int pages) {
        int before = first - run.first;
        int behind = run.pages - before - pages;
        if (before > 0) {
            addCutOff(run, run.first, before);
        }
        if (behind > 0) {
            addCutOff(run, first + pages, behind);
        }
        run.first = first;
        run.pages = pages;
        tag(run);
    }

    private void addCutOff(PageRun run, int first, int pages) {
        PageRun rest = spares.take(first, pages, run.state);
        rest.releasedAt = run.releasedAt;
        tag(rest);
        listOf(rest).add(rest);
    }

    private FreeRuns listOf(PageRun run) {
        return run.state == PageRun.State.FREE ? free : released;
    }

    /** A run that is in no list is used from now on. */
    void use(PageRun run) {
        run.state = PageRun.State.USED;
        enter(run, run.first, run.pages);
    }

    private void enter(PageRun run, int first, int pages) {
        runs.fill(first - start, pages, run);
        hugePages.take(first, pages);
    }

    /** Appends to a used run the first pages of the free or released run that directly follows it. */
    void join(PageRun run, PageRun following, int pages) {
        listOf(following).remove(following);
        cut(following, following.first, pages);
        run.pages += pages;
        enter(run, following.first, pages);
        spares.put(following);
    }

    /** A used run is free from now on. */
    void unuse(PageRun run) {
        hugePages.giveBack(run.first, run.pages);
        runs.fill(run.first - start, run.pages, null);
        run.leaving = false;
        freed(run);
    }

    /** A run that is in no list is a free one from now on. */
    void freed(PageRun run) {
        run.state = PageRun.State.FREE;
        putBack(run);
    }

    /** Adds a run that is in no list to the free ones of its state, merged with its neighbours of the same state. */
    void putBack(PageRun run) {
        FreeRuns list = listOf(run);
        if (run.first > start && space.joins(run.first)) {
            merge(list, run, at(run.first - 1));
        }
        int following = run.last() + 1;
        if (following < frontier && space.joins(following)) {
            merge(list, run, at(following));
        }
        tag(run);
        list.add(run);
    }

    private void merge(FreeRuns list, PageRun run, PageRun neighbour) {
        if (neighbour.state != run.state) {
            return;
        }
        list.remove(neighbour);
        untag(neighbour);
        untag(run);
        run.first = Math.min(run.first, neighbour.first);
        run.pages += neighbour.pages;
        run.releasedAt = Math.max(run.releasedAt, neighbour.releasedAt);
        spares.put(neighbour);
    }

    private void tag(PageRun run) {
        runs.set(run.first - start, run);
        runs.set(run.last() - start, run);
    }

    private void untag(PageRun run) {
        runs.set(run.first - start, null);
        runs.set(run.last() - start, null);
    }

    /** Forgets all runs that are not used. */
    void clear() {
        free.clear();
        released.clear();
    }
}
