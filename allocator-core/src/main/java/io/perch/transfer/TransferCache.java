/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.transfer;

import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.span.CentralList;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;

/**
 * Free blocks of one size class between the slabs and the spans. It exists so that blocks freed on one CPU reach another without a
 * look at their spans. All methods may be called from any thread; the lock is held for the copy of a batch at most.
 *
 * <p>How many it holds follows the traffic: it starts with room for {@value #LEAST_BYTES} bytes, and doubles when it was empty or
 * full so often within a second that the spans' work would show. Otherwise each size that is asked for here and there would keep
 * the most that ever came back at once.
 *
 * <p>It is its own lock, because the counts are then in the cache line that the lock brings from another CPU.
 */
public class TransferCache extends CountedLock {
    private static final int MAX_BATCHES = 64;
    private static final int MAX_BYTES = 4 << 20;
    private static final int LEAST_BYTES = 128 << 10;
    /** So many trips to the spans in a second take about a hundredth of a CPU. */
    private static final int MISSES_TO_GROW = 8192;

    private final CentralList central;
    private final long[] blocks;
    private final int leastRoom;
    private int room;
    private int count;
    /** How often it was empty or full since it grew, or since {@link #plunder}. */
    private int misses;
    /** The fewest blocks that were here since {@link #plunder}: nobody needed those. */
    private int lowWater;
    private boolean closed;

    /** @param central where blocks come from and go to when this cache is empty or full */
    public TransferCache(int sizeClass, CentralList central) {
        super(LockKind.TRANSFER_CACHE);
        this.central = central;
        int batch = SizeClasses.batch(sizeClass);
        this.blocks = new long[Math.min(MAX_BATCHES * batch, Math.max(batch, MAX_BYTES / SizeClasses.size(sizeClass)))];
        this.leastRoom = Math.min(blocks.length, Math.max(batch, LEAST_BYTES / SizeClasses.size(sizeClass)));
        this.room = leastRoom;
    }

    /**
     * Takes up to {@code wanted} blocks and appends them to {@code target}.
     *
     * @return how many; less than {@code wanted} only if memory is short, 0 also after {@link #close}
     */
    public int take(BlockBatch target, int wanted) {
        int taken = 0;
        lock();
        try {
            if (closed) {
                return 0;
            }
            while (taken < wanted && count > 0) {
                count--;
                target.append(blocks[count]);
                taken++;
            }
            lowWater = Math.min(lowWater, count);
            if (taken < wanted) {
                missed();
            }
        } finally {
            unlock();
        }
        return taken == wanted ? taken : taken + central.take(target, wanted - taken);
    }

    /**
     * Takes one block, for a thread that has no slab to fill just now.
     *
     * @return its address, or 0 if memory is short or after {@link #close}
     */
    public long takeOne() {
        lock();
        try {
            if (closed) {
                return 0;
            }
            if (count > 0) {
                count--;
                lowWater = Math.min(lowWater, count);
                return blocks[count];
            }
            missed();
        } finally {
            unlock();
        }
        return central.takeOne();
    }

    /** Takes back one block. */
    public void putOne(long block) {
        lock();
        try {
            if (!closed && hasRoom()) {
                blocks[count] = block;
                count++;
                return;
            }
        } finally {
            unlock();
        }
        central.putOne(block);
    }

    /** Takes back all blocks of {@code source}. */
    public void put(BlockBatch source) {
        lock();
        try {
            while (!closed && source.count() > 0 && hasRoom()) {
                blocks[count] = source.removeLast();
                count++;
            }
        } finally {
            unlock();
        }
        if (source.count() > 0) {
            central.put(source);
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

    /** As {@link CentralList#freedTwice}. */
    public IllegalArgumentException freedTwice(long block) {
        return central.freedTwice(block);
    }

    /** Has all its room from now on, until {@link #plunder} finds that it is not needed. */
    public void open() {
        lock();
        room = blocks.length;
        unlock();
    }

    /** Sends all blocks to their spans, and spans without blocks in use to the arena. */
    public void drain() {
        send(Integer.MAX_VALUE);
        central.trim();
    }

    /**
     * Sends the blocks that nobody needed since the last call to their spans, and halves the room of a cache that is seldom empty
     * or full; if nobody needed any block, an empty span goes to the arena. To be called every second.
     *
     * @return how many blocks were sent
     */
    public int plunder() {
        if (isUntouched()) {
            return 0;
        }
        int idle;
        boolean unused;
        lock();
        unused = lowWater == count;
        if (misses < MISSES_TO_GROW / 8) {
            room = Math.max(room / 2, leastRoom);
        }
        misses = 0;
        idle = Math.max(lowWater, count - room);
        unlock();
        int sent = send(idle);
        if (unused) {
            central.trim();
        }
        lock();
        lowWater = count;
        unlock();
        return sent;
    }

    /** A guess: most size classes are not in use, and nobody should take their locks each second. */
    private boolean isUntouched() {
        return count == 0 && lowWater == 0 && misses == 0 && room == leastRoom && central.spanBlocks() == 0;
    }

    private int send(int atMost) {
        BlockBatch batch = BlockBatch.onHeap();
        int sent = 0;
        int some;
        do {
            lock();
            try {
                while (count > 0 && !batch.isFull() && sent + batch.count() < atMost) {
                    count--;
                    batch.append(blocks[count]);
                }
                lowWater = Math.min(lowWater, count);
            } finally {
                unlock();
            }
            some = batch.count();
            sent += some;
            central.put(batch);
        } while (some > 0);
        return sent;
    }

    /** From now on nothing can be taken, and what is put goes to the spans. */
    public void close() {
        lock();
        closed = true;
        unlock();
        central.close();
        drain();
    }

    /** Blocks held; exact under the lock, which bars everybody else from this tier. */
    public int count() {
        return count;
    }
}
