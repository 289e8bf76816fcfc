/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What happens at allocation sites from {@link #begin} to {@link #end}: they are counted, and chosen ones throw. */
public final class Faults {
    /** How long the heap stays full. */
    public enum Length { ONE_ALLOCATION, ONE_CALL }

    private static final int SPREAD = 0x9e3779b9;
    private static final String INJECTED = "injected: ";
    /** How often a call that comes to the same site again, as loops do, is asked for its way there. */
    private static final int MOST_LOOKS = 8;
    /** Frames of the stack that tell one way from another. */
    private static final int DEEPEST = 10;
    /** All sites at which one ever threw. */
    private static final BitSet EVER = new BitSet();

    private final Length length;
    private final Thread thread;
    /** The number of the site that throws; 0 if those do that are reached in a new way. */
    private final int first;
    /** The ways that are not new. */
    private final Set<Integer> paths;
    private final Map<Integer, Integer> looks = new HashMap<>();
    private final List<String> thrown = new ArrayList<>();
    private int passed;
    private boolean full;
    /** Whether one threw in this call. */
    private boolean found;

    private Faults(Length length, Thread thread, int first, Set<Integer> paths) {
        this.length = length;
        this.thread = thread;
        this.first = first;
        this.paths = paths;
    }

    /** Throws at the {@code first}-th site that is passed, counted from 1. */
    public static Faults at(int first, Length length, boolean everyThread) {
        return new Faults(length, everyThread ? null : Thread.currentThread(), first, Set.of());
    }

    /**
     * Throws once in each call, where a site is reached through the code in a way in which none was before.
     *
     * @param paths the ways that are known; new ones are added
     */
    static Faults atNewPaths(Length length, boolean everyThread, Set<Integer> paths) {
        return new Faults(length, everyThread ? null : Thread.currentThread(), 0, paths);
    }

    /** Only counts. */
    static Faults none(boolean everyThread) {
        return at(Integer.MAX_VALUE, Length.ONE_ALLOCATION, everyThread);
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
        if (isFull(site)) {
            found = true;
            full = length == Length.ONE_CALL;
            thrown.add(passed + ", " + AllocationSites.name(site));
            synchronized (EVER) {
                EVER.set(site);
            }
            throw new OutOfMemoryError(INJECTED + AllocationSites.name(site));
        }
    }

    private boolean isFull(int site) {
        if (first > 0) {
            return full || passed == first;
        }
        // Also if the answer is known: what is reached while the heap is full is new no longer.
        return (full || !found) && isNew(site) || full;
    }

    private boolean isNew(int site) {
        if (looks.merge(site, 1, Integer::sum) > MOST_LOOKS) {
            return false;
        }
        int path = StackWalker.getInstance().walk(frames -> frames.limit(DEEPEST).filter(frame -> isPerchs(frame.getClassName()))
                .mapToInt(frame -> frame.getClassName().hashCode() + frame.getByteCodeIndex())
                .reduce(mix(length.ordinal(), site), Faults::mix));
        return paths.add(path);
    }

    /** Small numbers that differ by little are to be far apart: a way that is taken for another is not tried. */
    private static int mix(int a, int b) {
        return (Integer.rotateLeft(a, 5) ^ b) * SPREAD;
    }

    private static boolean isPerchs(String className) {
        return className.startsWith("io.perch.");
    }

    /** Makes a call that may find the heap full; anything else that it throws is a fault of its own. */
    public void attempt(Runnable call) {
        try {
            call.run();
        } catch (OutOfMemoryError full) {
            if (!String.valueOf(full.getMessage()).startsWith(INJECTED)) {
                throw full;
            }
        } finally {
            callIsOver();
        }
    }

    /** Makes a call that is wrong: it is refused, if the heap has room to say why. */
    public void refuse(Runnable call) {
        attempt(() -> {
            try {
                call.run();
            } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | UnsupportedOperationException
                    refused) {
                return;
            }
            throw new AssertionError("not refused");
        });
    }

    /** The heap is full no longer: the call that found it so is over. */
    public synchronized void callIsOver() {
        full = false;
        found = false;
        looks.clear();
    }

    /** How many sites were passed, each as often as it was. */
    public synchronized int passed() {
        return passed;
    }

    /** Those that threw: the number of the allocation, and where it was. */
    public synchronized List<String> thrown() {
        return List.copyOf(thrown);
    }

    /** Where nothing ever threw, in the classes loaded so far. */
    public static SortedSet<String> untried() {
        SortedSet<String> untried = new TreeSet<>(AllocationSites.names());
        synchronized (EVER) {
            EVER.stream().forEach(site -> untried.remove(AllocationSites.name(site)));
        }
        return untried;
    }

    /** How many different sites ever threw. */
    public static int sitesThatThrew() {
        synchronized (EVER) {
            return EVER.cardinality();
        }
    }
}
