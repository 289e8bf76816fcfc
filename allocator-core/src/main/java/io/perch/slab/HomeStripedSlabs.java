/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sizeclass.SizeClasses;
import io.perch.span.SpanMap;
import io.perch.transfer.TransferCache;
import java.util.function.IntSupplier;

/**
 * Stripes for each of several homes: a thread takes from those of the home that it is at, and gives a block to those of the block's
 * home. So a block is never in a stripe of another home, and needs no list of its own on the way there: a stripe is behind a lock,
 * whoever comes.
 */
public final class HomeStripedSlabs extends CpuSlabs {
    private final StripedSlabs[] homes;
    private final SpanMap spans;
    private final IntSupplier location;
    private final HomeTraffic traffic;

    /**
     * @param cpus     how many threads can run at once
     * @param budget   the most bytes of free blocks a CPU
     * @param transfer where blocks come from and go to, by home and size class
     * @param spans    tells the home of a block
     * @param location tells the home of the calling thread
     * @param traffic  where calls are counted
     */
    public HomeStripedSlabs(int cpus, long budget, TransferCache[][] transfer, SpanMap spans, IntSupplier location,
            HomeTraffic traffic) {
        this.homes = new StripedSlabs[transfer.length];
        this.spans = spans;
        this.location = location;
        this.traffic = traffic;
        for (int home = 0; home < homes.length; home++) {
            homes[home] = new StripedSlabs(Math.max(1, cpus / homes.length), budget, transfer[home]);
        }
    }

    @Override
    public int home() {
        return location.getAsInt();
    }

    @Override
    public long pop(int sizeClass) {
        int home = home();
        long block = homes[home].pop(sizeClass);
        if (block > 0) {
            traffic.allocated(home, home);
        }
        return block;
    }

    @Override
    public long refill(int sizeClass) {
        int home = home();
        long block = homes[home].refill(sizeClass);
        if (block > 0) {
            traffic.allocated(home, home);
        }
        return block;
    }

    @Override
    public boolean push(int sizeClass, long block) {
        int home = spans.homeOf(block);
        boolean pushed = homes[home].push(sizeClass, block);
        if (pushed) {
            countFree(home, sizeClass);
        }
        return pushed;
    }

    @Override
    public void overflow(int sizeClass, long block) {
        int home = spans.homeOf(block);
        countFree(home, sizeClass);
        homes[home].overflow(sizeClass, block);
    }

    private void countFree(int home, int sizeClass) {
        int user = home();
        traffic.freed(home, user);
        if (user != home) {
            traffic.cameHomeAlone(home, SizeClasses.size(sizeClass));
        }
    }

    @Override
    public void drain() {
        for (StripedSlabs stripes : homes) {
            stripes.drain();
        }
    }

    @Override
    public int drainIdle(long now, long idleNanos) {
        int drained = 0;
        for (StripedSlabs stripes : homes) {
            drained += stripes.drainIdle(now, idleNanos);
        }
        return drained;
    }

    @Override
    public boolean balance() {
        return false;
    }

    @Override
    public void close() {
        for (StripedSlabs stripes : homes) {
            stripes.close();
        }
    }

    @Override
    public long count(int sizeClass) {
        long count = 0;
        for (int home = 0; home < homes.length; home++) {
            count += count(home, sizeClass);
        }
        return count;
    }

    @Override
    public long count(int home, int sizeClass) {
        return homes[home].count(sizeClass);
    }

    @Override
    public HomeCounts counts(int home) {
        return traffic.counts(home);
    }

    @Override
    public void snapshot(Snapshot into) {
        for (StripedSlabs stripes : homes) {
            stripes.snapshot(into);
        }
    }
}
