/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.slab.CpuSlabs;
import io.perch.span.Span;
import java.util.function.IntToLongFunction;

/**
 * Allocations that the cache at hand cannot serve: it is filled, then everything is emptied and it is tried again, then the other
 * homes are asked, nearest first, unless memory has to be of the node that was asked for.
 */
final class SlowPath {
    private final CpuSlabs slabs;
    private final BackEnd back;
    private final boolean strict;
    private final Runnable empty;

    /**
     * @param strict whether a home may not be helped out by another
     * @param empty  gives back what no user holds
     */
    SlowPath(CpuSlabs slabs, BackEnd back, boolean strict, Runnable empty) {
        this.slabs = slabs;
        this.back = back;
        this.strict = strict;
        this.empty = empty;
    }

    /** A block of a size class for the calling thread, or 0 if there is none anywhere. */
    long small(int sizeClass) {
        long block = slabs.refill(sizeClass);
        if (block == 0) {
            empty.run();
            block = slabs.refill(sizeClass);
        }
        return block != 0 || back.homes.count() == 1 ? block : elsewhere(slabs.home(), home -> take(sizeClass, home));
    }

    /** A block of a size class of a home, or near it, or 0. */
    long small(int sizeClass, int home) {
        if (slabs.home() == home) {
            long block = slabs.take(sizeClass);
            if (block > 0 && back.spans.homeOf(block) == home) {
                return block;
            }
            if (block > 0) {
                // The thread was moved to another node in between.
                slabs.give(sizeClass, block);
            }
        }
        return atOrElsewhere(home, at -> take(sizeClass, at));
    }

    private long take(int sizeClass, int home) {
        long block = back.transfer[home][sizeClass].takeOne();
        if (block != 0) {
            count(home);
        }
        return block;
    }

    /** A large block of a home, or near it, or 0. */
    long large(int pages, int alignmentPages, int home) {
        return atOrElsewhere(home, at -> {
            Span span = back.spans.createLarge(pages, alignmentPages, at);
            if (span == null) {
                return 0;
            }
            count(at);
            return span.address();
        });
    }

    private void count(int home) {
        if (back.homes.count() > 1) {
            back.traffic.allocated(home, slabs.home());
        }
    }

    private long atOrElsewhere(int home, IntToLongFunction allocation) {
        long block = allocation.applyAsLong(home);
        if (block == 0) {
            empty.run();
            block = allocation.applyAsLong(home);
        }
        return block != 0 ? block : elsewhere(home, allocation);
    }

    private long elsewhere(int home, IntToLongFunction allocation) {
        long block = 0;
        int[] homes = strict ? new int[0] : back.homes.byDistance(home);
        for (int i = 1; i < homes.length && block == 0; i++) {
            block = allocation.applyAsLong(homes[i]);
        }
        return block;
    }
}
