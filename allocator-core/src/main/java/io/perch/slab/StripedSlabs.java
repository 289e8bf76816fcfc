/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sync.FibonacciHash;
import io.perch.sync.SpareStack;
import io.perch.transfer.TransferCache;
import java.util.function.IntPredicate;

/**
 * The front end where restartable sequences cannot be used: stripes chosen by thread, each behind a short lock. Pure Java, so it
 * works on every system. There are more stripes than CPUs, so that threads that run at once seldom collide.
 */
public final class StripedSlabs extends FrontEnd {
    /** Stripes tried before a thread goes on to the transfer cache. */
    private static final int TRIES = 4;
    private static final int STRIPES_PER_CPU = 4;

    private final Stripe[] stripes;
    private final TransferCache[] transfer;
    private volatile boolean closed;

    /**
     * @param cpus     how many threads can run at once
     * @param budget   the most bytes of free blocks per CPU; the stripes share it
     * @param transfer where blocks come from and go to, by size class
     */
    public StripedSlabs(int cpus, long budget, TransferCache[] transfer) {
        int count = Integer.highestOneBit(Math.max(1, cpus * STRIPES_PER_CPU - 1)) << 1;
        SlabGeometry geometry = new SlabGeometry(Math.max(1, budget / STRIPES_PER_CPU));
        CapacityPolicy policy = new CapacityPolicy(geometry);
        TransferTier tier = new TransferTier(transfer);
        this.transfer = transfer;
        this.stripes = new Stripe[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = new Stripe(geometry, policy, tier);
        }
    }

    /** A free stripe near the thread's own, locked; null if all of them are busy. */
    private Stripe lockStripe() {
        // Neighbouring thread ids, as pools make them, land far apart.
        int start = (int) (FibonacciHash.of(Thread.currentThread().getId()) >>> 40);
        for (int i = 0; i < TRIES; i++) {
            Stripe stripe = stripes[start + i & stripes.length - 1];
            if (stripe.tryLock()) {
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
        long block = 0;
        try {
            block = stripe.pop(sizeClass);
            stripe.unlock();
        } catch (StackOverflowError e) {
            stripe.held = false;
        }
        return block;
    }

    @Override
    public boolean push(int sizeClass, long block) {
        Stripe stripe = lockStripe();
        if (stripe == null) {
            return false;
        }
        boolean taken = false;
        try {
            taken = !closed && stripe.free(sizeClass, block);
            stripe.unlock();
        } catch (StackOverflowError e) {
            stripe.held = false;
        } catch (IllegalArgumentException | OutOfMemoryError freedTwice) {
            // The second, where the heap has no room for the first.
            stripe.held = false;
            throw freedTwice;
        }
        return taken;
    }

    @Override
    public long refill(int sizeClass) {
        SpareStack.require();
        Stripe stripe = lockStripe();
        if (stripe == null) {
            return transfer[sizeClass].takeOne();
        }
        try {
            return stripe.refill(sizeClass, !closed);
        } finally {
            stripe.unlock();
        }
    }

    @Override
    public void overflow(int sizeClass, long block) {
        SpareStack.require();
        boolean taken = false;
        try {
            taken = makeRoom(sizeClass, block);
        } finally {
            if (!taken) {
                transfer[sizeClass].putOne(block);
            }
        }
    }

    private boolean makeRoom(int sizeClass, long block) {
        Stripe stripe = lockStripe();
        if (stripe == null) {
            return false;
        }
        try {
            return !closed && stripe.overflow(sizeClass, block);
        } catch (OutOfMemoryError noRoomForList) {
            return false;
        } finally {
            stripe.unlock();
        }
    }

    @Override
    public void drain(IntPredicate sizeClasses) {
        SpareStack.require();
        for (Stripe stripe : stripes) {
            stripe.lock();
            try {
                stripe.drain(sizeClasses);
            } finally {
                stripe.unlock();
            }
        }
    }

    @Override
    public void watch() {
        SpareStack.require();
        for (Stripe stripe : stripes) {
            stripe.lock();
            try {
                stripe.watch();
            } finally {
                stripe.unlock();
            }
        }
    }

    @Override
    public int giveBackSurplus() {
        SpareStack.require();
        int sent = 0;
        for (Stripe stripe : stripes) {
            stripe.lock();
            try {
                sent += stripe.giveBackSurplus();
            } finally {
                stripe.unlock();
            }
        }
        return sent;
    }

    /** Threads are spread over the stripes by chance, so there is nothing that one of them should have more of. */
    @Override
    public boolean balance() {
        return false;
    }

    @Override
    public void close() {
        SpareStack.require();
        closed = true;
        drain();
    }

    @Override
    public long count(int sizeClass) {
        long count = 0;
        for (Stripe stripe : stripes) {
            count += stripe.count(sizeClass);
        }
        return count;
    }

    @Override
    public void snapshot(Snapshot into) {
        SpareStack.require();
        into.remoteOperations = true;
        for (Stripe stripe : stripes) {
            stripe.lock();
            try {
                stripe.snapshot(into);
            } finally {
                stripe.unlock();
            }
        }
    }
}
