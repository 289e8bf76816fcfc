/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.capability.Capability;
import io.perch.transfer.TransferCache;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to slabs from outside of their CPU: stop, empty, take capacity, start.
 *
 * <p>A slab is stopped by a null in the slab table and a fence over all CPUs, because a virtual CPU cannot be told from its slab.
 * Until it is started again, a thread that looks for it takes single blocks from the transfer cache. Where the kernel refuses
 * fences, slabs keep their blocks and their budget, and a slab that is stopped for good keeps its memory.
 */
final class RemoteSlabs {
    /** Moved from one slab to another at a time: a twentieth of the budget, as in tcmalloc. */
    private static final int BUDGET_PARTS = 20;
    /** A slab gives only if it missed this much less than the one that takes. */
    private static final double FEWER_MISSES = 0.8;

    private final NativePlatform platform;
    private final SlabTable table;
    private final TransferCache[][] transfer;
    private final HomeTraffic traffic;
    private final long step;

    /**
     * @param transfer by home and size class
     * @param traffic  where blocks that come home are counted
     * @param budget   of a slab, before any of it is moved
     */
    RemoteSlabs(NativePlatform platform, SlabTable table, TransferCache[][] transfer, HomeTraffic traffic, long budget) {
        this.platform = platform;
        this.table = table;
        this.transfer = transfer;
        this.traffic = traffic;
        this.step = budget / BUDGET_PARTS;
    }

    /** Whether slabs can be stopped. */
    boolean possible() {
        return platform.capabilities().active(Capability.MEMBARRIER_RSEQ);
    }

    /**
     * Empties slabs and starts them again.
     *
     * @return whether they could be stopped
     */
    boolean drain(List<Slab> slabs) {
        if (slabs.isEmpty() || !possible()) {
            return false;
        }
        for (Slab slab : slabs) {
            slab.lock.lock();
            table.stop(slab);
        }
        boolean fenced = platform.fence();
        for (Slab slab : slabs) {
            if (fenced) {
                empty(slab);
            }
            if (!slab.isRetired()) {
                table.publish(slab);
            }
            slab.lock.unlock();
        }
        return fenced;
    }

    /**
     * Stops slabs for good, and empties them if that can be done.
     *
     * @return whether they are empty, and no critical section looks at them any more
     */
    boolean retire(List<Slab> slabs) {
        for (Slab slab : slabs) {
            slab.lock.lock();
            slab.retire();
            slab.lock.unlock();
        }
        if (drain(slabs)) {
            return true;
        }
        slabs.forEach(table::stop);
        return false;
    }

    private void empty(Slab slab) {
        for (int list = 0; list < slab.lists(); list++) {
            do {
                take(slab, list);
            } while (slab.count(list) > 0);
        }
    }

    /** Sends a batch of a stopped slab to the transfer cache of its home. */
    private void take(Slab slab, int list) {
        slab.takeStopped(list);
        int sizeClass = SlabGeometry.sizeClass(list);
        if (SlabGeometry.destination(list) >= 0) {
            traffic.cameHome(slab.homeOf(list), sizeClass, slab.batch.count());
        }
        transfer[slab.homeOf(list)][sizeClass].put(slab.batch);
    }

    /**
     * Empties the slabs that nobody has used for a while.
     *
     * @param now       in nanoseconds, of any clock that the caller uses all the time
     * @param idleNanos how long a slab has to be found unchanged
     * @return how many were emptied
     */
    int drainIdle(Slab[] slabs, long now, long idleNanos) {
        List<Slab> idle = new ArrayList<>();
        for (Slab slab : slabs) {
            slab.lock.lock();
            if (slab.isIdle(now, idleNanos)) {
                idle.add(slab);
            }
            slab.lock.unlock();
        }
        return drain(idle) ? idle.size() : 0;
    }

    /**
     * Lets the slab that missed most since the last call take budget from the one that missed least.
     *
     * @return whether any was moved
     */
    boolean balance(Slab[] slabs) {
        if (!possible()) {
            return false;
        }
        Slab most = null;
        Slab least = null;
        long mostMisses = 0;
        long leastMisses = Long.MAX_VALUE;
        for (Slab slab : slabs) {
            slab.lock.lock();
            long misses = slab.missesSinceBalance();
            slab.lock.unlock();
            if (misses > mostMisses) {
                most = slab;
                mostMisses = misses;
            }
            if (misses < leastMisses) {
                least = slab;
                leastMisses = misses;
            }
        }
        if (most == null || least == most || leastMisses >= mostMisses * FEWER_MISSES) {
            return false;
        }
        long moved = takeBudget(least);
        most.lock.lock();
        most.addBudget(moved);
        most.lock.unlock();
        return moved > 0;
    }

    /** First what no list has; then what lists have that did not miss lately, and the blocks there go to the transfer caches. */
    private long takeBudget(Slab slab) {
        slab.lock.lock();
        try {
            if (slab.available() < step) {
                table.stop(slab);
                if (platform.fence()) {
                    shrinkStopped(slab);
                }
                if (!slab.isRetired()) {
                    table.publish(slab);
                }
            }
            return slab.removeBudget(step);
        } finally {
            slab.lock.unlock();
        }
    }

    private void shrinkStopped(Slab slab) {
        int list = slab.nextIdleList();
        while (list >= 0 && slab.available() < step) {
            int slots = (slab.capacity(list) + 1) / 2;
            while (slab.capacity(list) - slab.count(list) < slots) {
                take(slab, list);
            }
            slab.shrinkStopped(list, slots);
            list = slab.nextIdleList();
        }
    }
}
