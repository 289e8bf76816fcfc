/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.transfer;

import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.span.CentralList;
import io.perch.sync.LockTally;
import java.util.function.IntSupplier;

/**
 * Free blocks of one size class between the slabs and the spans. It exists so that blocks freed on one CPU reach another without a
 * look at their spans. All methods may be called from any thread.
 *
 * <p>On machines with many CPUs it has several shards, each for a few CPUs that share a cache. A thread puts blocks into the shard
 * of its CPU, and takes from there; if that is empty, from the first other one that is not.
 */
public class TransferCache {
    /** All shards keep at least a batch each, which together are to be no more bytes than this. */
    private static final int MOST_LEAST_BYTES = 1 << 20;

    private final CentralList central;
    private final TransferShard[] shards;
    private final IntSupplier here;
    private volatile boolean closed;

    /**
     * With a single shard.
     *
     * @param central where blocks come from and go to when this cache is empty or full
     */
    public TransferCache(int sizeClass, CentralList central) {
        this(sizeClass, central, 1, () -> 0);
    }

    /**
     * With several shards.
     *
     * @param central where blocks come from and go to when this cache is empty or full
     * @param count   how many there are, ≥ 1; fewer of large blocks
     * @param here    the number of the caller's shard; only a hint
     */
    public TransferCache(int sizeClass, CentralList central, int count, IntSupplier here) {
        this.central = central;
        this.here = here;
        int most = MOST_LEAST_BYTES / (SizeClasses.batch(sizeClass) * SizeClasses.size(sizeClass));
        this.shards = new TransferShard[Math.max(1, Math.min(count, most))];
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new TransferShard(sizeClass, shards.length);
        }
    }

    private TransferShard nearest() {
        return shards.length == 1 ? shards[0] : shards[here.getAsInt() % shards.length];
    }

    /** That of this CPU; or if it is empty, as far as can be seen without its lock, the next one that is not. */
    private TransferShard nearestWithBlocks() {
        if (shards.length == 1) {
            return shards[0];
        }
        int start = here.getAsInt() % shards.length;
        for (int i = 0; i < shards.length; i++) {
            TransferShard shard = shards[(start + i) % shards.length];
            if (shard.count() > 0) {
                return shard;
            }
        }
        return shards[start];
    }

    /**
     * Takes up to {@code wanted} blocks and appends them to {@code target}.
     *
     * @return how many; less than {@code wanted} only if memory is short, 0 also after {@link #close}
     */
    public int take(BlockBatch target, int wanted) {
        if (closed) {
            return 0;
        }
        int taken = nearestWithBlocks().take(target, wanted);
        return taken == wanted ? taken : taken + central.take(target, wanted - taken);
    }

    /**
     * Takes one block, for a thread that has no slab to fill just now.
     *
     * @return its address, or 0 if memory is short or after {@link #close}
     */
    public long takeOne() {
        if (closed) {
            return 0;
        }
        long block = nearestWithBlocks().takeOne();
        return block != 0 ? block : central.takeOne();
    }

    /** Takes back one block. */
    public void putOne(long block) {
        if (central.isShrinking() || !nearest().putOne(block)) {
            central.putOne(block);
        }
    }

    /** Takes back all blocks of {@code source}. */
    public void put(BlockBatch source) {
        if (central.isShrinking()) {
            central.put(source);
        } else {
            putBack(source);
        }
    }

    /** Takes back blocks that it just gave; needs less stack than {@link #put}, if there is room. */
    public void putBack(BlockBatch source) {
        nearest().put(source);
        if (source.count() > 0) {
            central.put(source);
        }
    }

    /** As {@link CentralList#isShrinking}. */
    public boolean isShrinking() {
        return central.isShrinking();
    }

    /** As {@link CentralList#freedTwice}. */
    public IllegalArgumentException freedTwice(long block) {
        return central.freedTwice(block);
    }

    /** Has all its room from now on, until {@link #plunder} finds that it is not needed. */
    public void open() {
        for (TransferShard shard : shards) {
            shard.open();
        }
    }

    /** Sends all blocks to their spans, and spans without blocks in use to the arena. */
    public void drain() {
        for (TransferShard shard : shards) {
            send(shard, Integer.MAX_VALUE);
        }
        central.trim();
    }

    /**
     * Sends the blocks that nobody needed since the last call to their spans, and halves the room of a shard that is seldom empty
     * or full; if nobody needed any block, an empty span goes to the arena. To be called every second.
     *
     * @return how many blocks were sent
     */
    public int plunder() {
        if (central.isShrinking()) {
            central.watchAnew();
        }
        int sent = 0;
        boolean unused = true;
        for (TransferShard shard : shards) {
            unused &= shard.isUnused();
            // Most size classes are not in use, and nobody should take their locks each second.
            if (!shard.isUntouched()) {
                sent += send(shard, shard.endWatch());
            }
        }
        if (unused && central.mostFreeSpans(0) > 0) {
            central.trim();
        }
        for (TransferShard shard : shards) {
            if (!shard.isUntouched()) {
                shard.beginWatch();
            }
        }
        return sent;
    }

    private int send(TransferShard shard, int atMost) {
        BlockBatch batch = BlockBatch.onHeap();
        int sent = 0;
        int some;
        do {
            shard.fill(batch, atMost - sent);
            some = batch.count();
            sent += some;
            central.put(batch);
        } while (some > 0);
        return sent;
    }

    /** From now on nothing can be taken, and what is put goes to the spans. */
    public void close() {
        closed = true;
        for (TransferShard shard : shards) {
            shard.close();
        }
        central.close();
        drain();
    }

    /** Keeps everybody else out until {@link #unlock}, for a snapshot of all tiers. */
    public void lock() {
        for (TransferShard shard : shards) {
            shard.lockUncounted();
        }
    }

    /** Ends {@link #lock}. */
    public void unlock() {
        for (TransferShard shard : shards) {
            shard.unlock();
        }
    }

    /** Adds the counts of the locks. */
    public void addLocks(LockTally tally) {
        for (TransferShard shard : shards) {
            tally.add(shard);
        }
    }

    /** Blocks held; exact under {@link #lock}. */
    public int count() {
        int count = 0;
        for (TransferShard shard : shards) {
            count += shard.count();
        }
        return count;
    }
}
