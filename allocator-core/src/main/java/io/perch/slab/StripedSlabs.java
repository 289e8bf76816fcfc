/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.sync.SpinLock;
import io.perch.transfer.TransferCache;
import java.util.Arrays;

/**
 * The front end where restartable sequences cannot be used: stripes chosen by thread, each behind a short lock. Pure Java, so it
 * works on every system. There are more stripes than CPUs, so that threads that run at once seldom meet.
 */
public final class StripedSlabs extends FrontEnd {
    /** Stripes tried before a thread goes on to the transfer cache. */
    private static final int TRIES = 4;
    private static final int STRIPES_PER_CPU = 4;

    private final Stripe[] stripes;
    private final TransferCache[] transfer;
    private final SlabGeometry geometry;
    private volatile boolean closed;

    /**
     * @param cpus     how many threads can run at once
     * @param budget   the most bytes of free blocks a CPU; the stripes share it
     * @param transfer where blocks come from and go to, by size class
     */
    public StripedSlabs(int cpus, long budget, TransferCache[] transfer) {
        int count = Integer.highestOneBit(Math.max(1, cpus * STRIPES_PER_CPU - 1)) << 1;
        this.transfer = transfer;
        this.geometry = new SlabGeometry(Math.max(1, budget / STRIPES_PER_CPU));
        this.stripes = new Stripe[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** A free stripe near the thread's own, locked; null if all of them are busy. */
    private Stripe lockStripe() {
        // Fibonacci hashing: neighbouring thread ids, as pools make them, land far apart.
        int start = (int) (Thread.currentThread().getId() * 0x9E37_79B9_7F4A_7C15L >>> 40);
        for (int i = 0; i < TRIES; i++) {
            Stripe stripe = stripes[start + i & stripes.length - 1];
            if (stripe.lock.tryLock()) {
                return stripe;
            }
        }
        return null;
    }

    @Override
    public long pop(int sizeClass) {
        Stripe stripe = lockStripe();
        if (stripe == null) {
            return 0;
        }
        long block = stripe.pop(sizeClass);
        stripe.lock.unlock();
        return block;
    }

    @Override
    public boolean push(int sizeClass, long block) {
        Stripe stripe = lockStripe();
        if (stripe == null) {
            return false;
        }
        boolean pushed = !closed && stripe.push(sizeClass, block, geometry);
        stripe.lock.unlock();
        return pushed;
    }

    @Override
    public long refill(int sizeClass) {
        TransferCache source = transfer[sizeClass];
        Stripe stripe = lockStripe();
        if (stripe == null) {
            return source.takeOne();
        }
        try {
            stripe.underflows++;
            BlockBatch batch = stripe.batch;
            int wanted = SlabGeometry.refill(sizeClass, stripe.grow(sizeClass, geometry), stripe.full[sizeClass]);
            stripe.full[sizeClass] = false;
            if (source.take(batch, wanted) == 0) {
                return 0;
            }
            long block = batch.removeLast();
            while (batch.count() > 0) {
                long spare = batch.removeLast();
                if (closed || !stripe.push(sizeClass, spare, geometry)) {
                    batch.append(spare);
                    source.put(batch);
                }
            }
            return block;
        } finally {
            stripe.lock.unlock();
        }
    }

    @Override
    public void overflow(int sizeClass, long block) {
        TransferCache target = transfer[sizeClass];
        Stripe stripe = lockStripe();
        if (stripe == null) {
            target.putOne(block);
            return;
        }
        try {
            stripe.overflows++;
            stripe.full[sizeClass] = true;
            int capacity = stripe.grow(sizeClass, geometry);
            if (!closed && stripe.push(sizeClass, block, geometry)) {
                return;
            }
            try {
                stripe.flush(sizeClass, SlabGeometry.surplus(sizeClass, capacity), target);
            } finally {
                if (closed || !stripe.push(sizeClass, block, geometry)) {
                    target.putOne(block);
                }
            }
        } finally {
            stripe.lock.unlock();
        }
    }

    @Override
    public void drain() {
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                stripe.drain(transfer);
            } finally {
                stripe.lock.unlock();
            }
        }
    }

    @Override
    public int drainIdle(long now, long idleNanos) {
        int drained = 0;
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                if (stripe.isIdle(now, idleNanos)) {
                    stripe.drain(transfer);
                    drained++;
                }
            } finally {
                stripe.lock.unlock();
            }
        }
        return drained;
    }

    /** Threads are spread over the stripes by chance, so there is nothing that one of them should have more of. */
    @Override
    public boolean balance() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
        drain();
    }

    @Override
    public long count(int sizeClass) {
        long count = 0;
        for (Stripe stripe : stripes) {
            count += stripe.count[sizeClass];
        }
        return count;
    }

    @Override
    public void snapshot(Snapshot into) {
        into.remoteOperations = true;
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            into.caches++;
            into.underflows += stripe.underflows;
            into.overflows += stripe.overflows;
            into.budgetBytes += geometry.budget();
            into.availableBytes += geometry.budget() - stripe.capacityBytes;
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                into.capacityBytes += (long) stripe.capacity[sizeClass] * SizeClasses.size(sizeClass);
            }
            stripe.lock.unlock();
        }
    }

    /** Lists of free blocks; all but {@link #lock} and the racy reads of {@link #count} are guarded by the lock. */
    private static final class Stripe {
        final SpinLock lock = new SpinLock();
        final BlockBatch batch = BlockBatch.onHeap();
        final long[][] blocks = new long[SizeClasses.COUNT][];
        final int[] count = new int[SizeClasses.COUNT];
        final int[] capacity = new int[SizeClasses.COUNT];
        /** Whether a list was full since it last was empty. */
        final boolean[] full = new boolean[SizeClasses.COUNT];
        long capacityBytes;
        long underflows;
        long overflows;
        private long changes;
        private long lastChanges;
        private long quietSince;

        /** Whether it holds blocks, and no block came or went for {@code idleNanos}. */
        boolean isIdle(long now, long idleNanos) {
            if (changes != lastChanges) {
                lastChanges = changes;
                quietSince = now;
            }
            return now - quietSince >= idleNanos && Arrays.stream(count).anyMatch(blocks -> blocks > 0);
        }

        void drain(TransferCache[] target) {
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                while (count[sizeClass] > 0) {
                    flush(sizeClass, count[sizeClass], target[sizeClass]);
                }
            }
        }

        long pop(int sizeClass) {
            int top = count[sizeClass];
            if (top == 0) {
                return 0;
            }
            changes++;
            count[sizeClass] = top - 1;
            return blocks[sizeClass][top - 1];
        }

        boolean push(int sizeClass, long block, SlabGeometry geometry) {
            int top = count[sizeClass];
            if (top == capacity[sizeClass]) {
                return false;
            }
            if (blocks[sizeClass] == null) {
                blocks[sizeClass] = new long[geometry.limit(sizeClass) - geometry.begin(sizeClass)];
            }
            blocks[sizeClass][top] = block;
            changes++;
            count[sizeClass] = top + 1;
            return true;
        }

        /** Gives a list that misses more room, as long as the budget allows; returns its capacity. */
        int grow(int sizeClass, SlabGeometry geometry) {
            int size = SizeClasses.size(sizeClass);
            int now = capacity[sizeClass];
            long slots = Math.min(geometry.growth(sizeClass, now), (geometry.budget() - capacityBytes) / size);
            capacity[sizeClass] = now + (int) slots;
            capacityBytes += slots * size;
            return capacity[sizeClass];
        }

        void flush(int sizeClass, int wanted, TransferCache target) {
            for (int i = 0; i < wanted && !batch.isFull() && count[sizeClass] > 0; i++) {
                batch.append(pop(sizeClass));
            }
            target.put(batch);
        }
    }
}
