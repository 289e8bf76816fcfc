/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.transfer;

import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;

/**
 * The part of a {@link TransferCache} that neighbouring CPUs use. All methods may be called from any thread; the lock is held for
 * the copy of a batch at most.
 *
 * <p>How many blocks it holds follows the traffic: it starts with little room, and doubles when it was empty or full so often
 * within a second that the spans' work would show. Otherwise each size that is asked for here and there would keep the most that
 * ever came back at once.
 *
 * <p>It is its own lock, because the counts are then in the cache line that the lock brings from another CPU.
 */
final class TransferShard extends CountedLock {
    private static final int MAX_BATCHES = 64;
    private static final int MAX_BYTES = 4 << 20;
    private static final int LEAST_BYTES = 128 << 10;
    /** So many trips to the spans in a second take about a hundredth of a CPU. */
    private static final int MISSES_TO_GROW = 8192;

    private final long[] blocks;
    private final int leastRoom;
    private int room;
    private int count;
    /** How often it was empty or full since it grew, or since {@link #endWatch}. */
    private int misses;
    /** The fewest blocks that were here since {@link #endWatch}: nobody needed those. */
    private int lowWater;
    private boolean closed;

    /** @param shards how many there are: all of them together have the room of one */
    TransferShard(int sizeClass, int shards) {
        super(LockKind.TRANSFER_CACHE);
        int batch = SizeClasses.batch(sizeClass);
        int size = SizeClasses.size(sizeClass);
        int most = Math.min(MAX_BATCHES * batch, Math.max(batch, MAX_BYTES / size));
        this.blocks = new long[Math.max(batch, most / shards)];
        this.leastRoom = Math.min(blocks.length, Math.max(batch, LEAST_BYTES / size / shards));
        this.room = leastRoom;
    }

    /** Appends up to {@code wanted} blocks to {@code target}; returns how many. */
    int take(BlockBatch target, int wanted) {
        lock();
        try {
            int taken = Math.min(wanted, count);
            target.append(blocks, count - taken, taken);
            count -= taken;
            lowWater = Math.min(lowWater, count);
            if (taken < wanted) {
                missed();
            }
            return taken;
        } finally {
            unlock();
        }
    }

    /** Takes one block; 0 if there is none. */
    long takeOne() {
        lock();
        try {
            if (count > 0) {
                count--;
                lowWater = Math.min(lowWater, count);
                return blocks[count];
            }
            missed();
            return 0;
        } finally {
            unlock();
        }
    }

    /** Takes back one block; false if there is no room. */
    boolean putOne(long block) {
        lock();
        try {
            if (closed || !hasRoom()) {
                return false;
            }
            blocks[count] = block;
            count++;
            return true;
        } finally {
            unlock();
        }
    }

    /** Takes back as many blocks of {@code source} as there is room for. */
    void put(BlockBatch source) {
        lock();
        try {
            while (!closed && source.count() > 0 && hasRoom()) {
                int fit = Math.min(source.count(), room - count);
                source.moveLast(blocks, count, fit);
                count += fit;
            }
        } finally {
            unlock();
        }
    }

    private boolean hasRoom() {
        if (count < room) {
            return true;
        }
        missed();
        return count < room;
    }

    private void missed() {
        misses++;
        if (misses == MISSES_TO_GROW) {
            misses = 0;
            room = Math.min(2 * room, blocks.length);
        }
    }

    /** Has all its room from now on, until {@link #endWatch} finds that it is not needed. */
    void open() {
        lock();
        room = blocks.length;
        unlock();
    }

    /** Keeps nothing from now on. */
    void close() {
        lock();
        closed = true;
        unlock();
    }

    /** Seen without the lock: nothing is here, and nothing was asked for since {@link #endWatch}. */
    boolean isUntouched() {
        return count == 0 && lowWater == 0 && misses == 0 && room == leastRoom;
    }

    /** Seen without the lock: nobody needed a block since {@link #beginWatch}. */
    boolean isUnused() {
        return lowWater == count;
    }

    /** Halves the room if it is seldom empty or full; returns how many blocks nobody needed since {@link #beginWatch}. */
    int endWatch() {
        lock();
        if (misses < MISSES_TO_GROW / 8) {
            room = Math.max(room / 2, leastRoom);
        }
        misses = 0;
        int idle = Math.max(lowWater, count - room);
        unlock();
        return idle;
    }

    /** From now on watches how many blocks nobody needs. */
    void beginWatch() {
        lock();
        lowWater = count;
        unlock();
    }

    /** Moves up to {@code atMost} blocks, and as many as fit, into an empty batch. */
    void fill(BlockBatch batch, int atMost) {
        lock();
        try {
            int some = Math.min(Math.min(count, BlockBatch.CAPACITY), atMost);
            batch.append(blocks, count - some, some);
            count -= some;
            lowWater = Math.min(lowWater, count);
        } finally {
            unlock();
        }
    }

    /** Blocks held; exact under the lock, which bars everybody else from this shard. */
    int count() {
        return count;
    }
}
