/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** What happens at allocation sites from {@link #begin} to {@link #end}: they are counted, and from a chosen one on they throw. */
public final class Faults {
    /** How long the heap stays full. */
    public enum Length { ONE_ALLOCATION, ONE_CALL }

    /** All sites at which one ever threw. */
    private static final BitSet EVER = new BitSet();

    private final Length length;
    private final Thread thread;
    private final int first;
    /** Null if nobody wants to know. */
    private final Set<Integer> paths;
    /** Counts at which a path through the code was passed for the first time. */
    private final List<Integer> firstOfPaths = new ArrayList<>();
    private int passed;
    private int thrown;
    private boolean full;
    private String where = "nowhere";

    private Faults(Length length, Thread thread, int first, Set<Integer> paths) {
        this.length = length;
        this.thread = thread;
        this.first = first;
        this.paths = paths;
    }

    /** Throws at the {@code first}-th site that is passed, counted from 1. */
    public static Faults at(int first, Length length, boolean everyThread) {
        return new Faults(length, everyThread ? null : Thread.currentThread(), first, null);
    }

    /**
     * Only counts.
     *
     * @param paths those that need not be noted again; the others are added
     */
    static Faults none(boolean everyThread, Set<Integer> paths) {
        return new Faults(Length.ONE_ALLOCATION, everyThread ? null : Thread.currentThread(), Integer.MAX_VALUE, paths);
    }

    /** From now on, until {@link #end}. */
    public void begin() {
        AllocationSites.listen(this);
    }

    /** No site throws any more. */
    public static void end() {
        AllocationSites.listen(null);
    }

    synchronized void pass(int site) {
        if (thread != null && Thread.currentThread() != thread) {
            return;
        }
        passed++;
        if (paths != null) {
            note(site);
        }
        boolean throwsNow = passed == first || full;
        if (throwsNow) {
            full = length == Length.ONE_CALL;
            thrown++;
            where = thrown == 1 ? AllocationSites.name(site) : where;
            synchronized (EVER) {
                EVER.set(site);
            }
            throw new OutOfMemoryError("injected: " + AllocationSites.name(site));
        }
    }

    private void note(int site) {
        int path = StackWalker.getInstance().walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("io.perch."))
                .map(frame -> frame.getClassName() + frame.getMethodName() + frame.getByteCodeIndex()).toList().hashCode());
        if (paths.add(path * 31 + site)) {
            firstOfPaths.add(passed);
        }
    }

    /** The heap is full no longer: the call that found it so is over. */
    public synchronized void callIsOver() {
        full = false;
    }

    /** How many sites were passed, each as often as it was. */
    public synchronized int passed() {
        return passed;
    }

    /** At which counts to throw, so that each site does, reached in each new way. */
    public synchronized List<Integer> firstOfPaths() {
        return List.copyOf(firstOfPaths);
    }

    /** How many threw. */
    public synchronized int thrown() {
        return thrown;
    }

    /** The first that threw. */
    public synchronized String where() {
        return where;
    }

    /** How many different sites ever threw. */
    public static int sitesThatThrew() {
        synchronized (EVER) {
            return EVER.cardinality();
        }
    }
}
