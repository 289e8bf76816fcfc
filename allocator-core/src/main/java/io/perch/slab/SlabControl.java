/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.SlabTable;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * What is done to slabs from outside of their CPU: stop, empty, take capacity, start.
 *
 * <p>A slab is stopped by a null in the slab table and a fence over all CPUs, because a virtual CPU cannot be told from its slab.
 * Until it is started again, a thread that looks for it takes single blocks from the transfer cache. Whatever fails meanwhile, the
 * slab is started again, with the blocks that could not be moved. Where the kernel refuses fences, slabs keep their blocks and
 * their budget, and a slab that is stopped for good keeps its memory.
 */
final class SlabControl {
    private final boolean possible;
    private final BooleanSupplier fence;
    private final SlabTable table;
    private final StoppedLists stopped;
    private final CapacityPolicy policy;
    /** Whether the kernel refused the last fence, as a filter that was installed later makes it. */
    private volatile boolean refused;

    /**
     * @param possible whether slabs can be stopped
     * @param fence    ends the critical sections that run; false if the kernel refuses
     * @param stopped  how the lists of a stopped slab are emptied
     * @param policy   which slab gives budget to which
     */
    SlabControl(boolean possible, BooleanSupplier fence, SlabTable table, StoppedLists stopped, CapacityPolicy policy) {
        this.possible = possible;
        this.fence = fence;
        this.table = table;
        this.stopped = stopped;
        this.policy = policy;
    }

    /** Whether slabs can be stopped, as far as is known. */
    boolean possible() {
        return possible && !refused;
    }

    private boolean fence() {
        boolean done = fence.getAsBoolean();
        refused = !done;
        return done;
    }

    private void stop(Slab slab) {
        table.stop(slab.index(), slab.memory());
    }

    private void start(Slab slab) {
        if (!slab.isRetired()) {
            table.publish(slab.index(), slab.memory());
        }
    }

    /**
     * Empties slabs of the blocks of some size classes, and starts them again.
     *
     * @return whether they could be stopped
     */
    boolean drain(IntPredicate sizeClasses, Slab... slabs) {
        return whileStopped(slab -> stopped.empty(slab, sizeClasses), slabs);
    }

    /**
     * Works on slabs while no thread uses them, with their locks; starts them again whatever fails.
     *
     * @return whether they could be stopped
     */
    private boolean whileStopped(Consumer<Slab> work, Slab... slabs) {
        if (slabs.length == 0 || !possible) {
            return false;
        }
        int locked = 0;
        int started = 0;
        try {
            while (locked < slabs.length) {
                slabs[locked].lock.lock();
                locked++;
                stop(slabs[locked - 1]);
            }
            boolean fenced = fence();
            while (started < locked) {
                if (fenced) {
                    work.accept(slabs[started]);
                }
                start(slabs[started]);
                slabs[started].lock.unlock();
                started++;
            }
            return fenced;
        } finally {
            while (started < locked) {
                start(slabs[started]);
                slabs[started].lock.unlock();
                started++;
            }
        }
    }

    /**
     * Stops slabs for good, and empties them if that can be done.
     *
     * @return whether they are empty, and no critical section looks at them any more
     */
    boolean retire(Slab... slabs) {
        for (Slab slab : slabs) {
            slab.retire();
        }
        boolean empty = false;
        try {
            empty = drain(sizeClass -> true, slabs);
            return empty;
        } finally {
            if (!empty) {
                for (Slab slab : slabs) {
                    stop(slab);
                }
            }
        }
    }

    /**
     * Ends a second in which slabs were watched: what is due goes now where no thread misses, which empties a slab that nobody
     * uses, and otherwise with the next miss there.
     *
     * @return how many blocks went now
     */
    int giveBackSurplus(Slab... slabs) {
        Slab[] due = possible ? Arrays.stream(slabs).filter(Slab::endsWatch).toArray(Slab[]::new) : slabs;
        int[] sent = new int[1];
        whileStopped(slab -> sent[0] += stopped.giveBackSurplus(slab), due);
        return sent[0];
    }

    /**
     * Lets the slab that missed most since the last call take budget from the one that missed least.
     *
     * @return whether any was moved
     */
    boolean balance(Slab... slabs) {
        CapacityPolicy.Move move = possible ? policy.balance(slabs) : null;
        if (move == null) {
            return false;
        }
        long moved = takeBudget(move.from());
        move.to().addBudget(moved);
        return moved > 0;
    }

    /** First takes what no list has, then from lists that did not miss lately; their blocks go to the transfer caches. */
    private long takeBudget(Slab slab) {
        if (slab.availableBudget() < policy.step()) {
            whileStopped(each -> policy.makeAvailable(each, policy.step(), stopped), slab);
        }
        return slab.removeBudget(policy.step());
    }
}
