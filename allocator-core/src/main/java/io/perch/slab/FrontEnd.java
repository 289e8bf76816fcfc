/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.os.Refusals;
import io.perch.stats.PartitionCounts;
import io.perch.sync.LockTally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The front end: caches of free blocks, enough of them that threads on different CPUs do not collide. A process normally uses one
 * subclass, and the JIT inlines its calls behind one comparison of the type. All methods may be called from any thread.
 */
public abstract class FrontEnd {
    /** No cache holds more free blocks of a size, however small they are. */
    public static final int MOST_BLOCKS = SlabGeometry.MAX_SLOTS;

    /**
     * Takes a block from the cache at hand.
     *
     * @return its address, or a number ≤ 0 if there is none; then call {@link #refill}
     */
    public abstract long pop(int sizeClass);

    /**
     * Puts a block into the cache at hand.
     *
     * @return whether it was taken; if not, call {@link #overflow}
     * @throws IllegalArgumentException if the block is the last one that was put there, which is freed twice in a row; nothing is
     *                                  changed
     */
    public abstract boolean push(int sizeClass, long block);

    /**
     * Takes a block after {@link #pop} found none, and fills the cache.
     *
     * @return its address, or 0 if memory is short
     */
    public abstract long refill(int sizeClass);

    /**
     * Takes back a block after {@link #push} did not, and makes room in the cache. The block is taken even if this fails, unless it
     * is by a {@link StackOverflowError}: then nothing has happened.
     *
     * @throws IllegalArgumentException as {@link #push} does
     */
    public abstract void overflow(int sizeClass, long block);

    /**
     * Takes a block from the cache at hand, or fills it.
     *
     * @return its address, or 0 if memory is short
     */
    public final long take(int sizeClass) {
        long block = pop(sizeClass);
        return block > 0 ? block : refill(sizeClass);
    }

    /** Puts a block into the cache at hand, or makes room for it. */
    public final void give(int sizeClass, long block) {
        if (!push(sizeClass, block)) {
            overflow(sizeClass, block);
        }
    }

    /** Sends the blocks of all caches to the transfer caches. Nobody waits for this: allocations meanwhile take single blocks. */
    public final void drain() {
        drain(sizeClass -> true);
    }

    /** Does so with the blocks of some size classes. */
    public abstract void drain(IntPredicate sizeClasses);

    /**
     * Looks at how full all lists are, so that {@link #giveBackSurplus} knows what they need. To be called a few times a second.
     */
    public abstract void watch();

    /**
     * Sends the blocks that lists did not need since the last call to the transfer caches, or has the threads that miss next do so.
     * To be called about once a second.
     *
     * @return how many blocks were sent
     */
    public abstract int giveBackSurplus();

    /**
     * Moves budget from caches that miss little to those that miss much, at most a twentieth of a budget. To be called every few
     * seconds.
     *
     * @return whether any was moved
     */
    public abstract boolean balance();

    /**
     * Drains, and keeps nothing from now on: {@link #pop} and {@link #push} always miss. Where the kernel refuses fences, the
     * blocks stay where they are, and are counted.
     */
    public abstract void close();

    /** Blocks of the class in all caches, counted while they change. */
    public abstract long count(int sizeClass);

    /** Like {@link #count(int)}, for blocks whose memory belongs to {@code partition}. */
    public long count(int partition, int sizeClass) {
        return count(sizeClass);
    }

    /** Bytes of a partition's blocks that users have freed and checked mode holds back. */
    public long quarantined(int partition) {
        return 0;
    }

    /** The partition that the calling thread is in at the moment. */
    public int partition() {
        return 0;
    }

    /** What happened to the blocks of a partition. */
    public PartitionCounts counts(int partition) {
        return PartitionCounts.NONE;
    }

    /** Fills in the front end's part of a snapshot. */
    public abstract void snapshot(Snapshot into);

    /** What the front end has and did. */
    public static final class Snapshot {
        /** Caches in use. */
        public int caches;
        /** How often a list was empty; a few times may be missed. */
        public long underflows;
        /** How often a list was full; a few times may be missed. */
        public long overflows;
        /** Budget of all caches, in bytes. */
        public long budgetBytes;
        /** The part of the budget that no list has yet, in bytes. */
        public long availableBytes;
        /** The part of the budget that lists have, full or not, in bytes. */
        public long capacityBytes;
        /** Off-heap memory of the caches themselves, in bytes. */
        public long metadataBytes;
        /** Whether caches can be emptied and resized from outside of their CPU. */
        public boolean remoteOperations;
        /** Times that the operating system did not take memory of caches back. */
        public long releaseFailures;
        /** Times that it refused something else to caches. */
        public long otherRefusals;
        /** Blocks that ever had guarded pages. */
        public long guardedBlocks;
        /** The first refusal of each kind, in words. */
        public final List<String> refusals = new ArrayList<>();
        /** The counts of the locks. */
        public final LockTally locks = new LockTally();

        /** Adds what was refused. */
        public void add(Refusals more) {
            releaseFailures += more.ofReleases();
            otherRefusals += more.ofOthers();
            refusals.addAll(more.reasons());
        }
    }
}
