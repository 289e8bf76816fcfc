/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import io.perch.sizeclass.SizeClasses;
import io.perch.sync.FibonacciHash;
import io.perch.sync.SpareStack;
import io.perch.sync.SpinLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The blocks in use that were sampled, by address. Whoever frees a block got it, directly or not, from the thread that entered it,
 * and so sees the entry without a lock. Blocks of a page share a bucket, and the page is watched as long as it needs to be for one
 * of them.
 */
final class SampleTable {
    private static final int LEAST_BUCKETS = 1 << 14;
    /** So few samples a bucket that an unsampled block seldom meets one. */
    private static final int BUCKETS_PER_SAMPLE = 8;

    private final SpinLock lock = new SpinLock();
    private final LongConsumer watch;
    private final LongConsumer unwatch;
    /** Replaced by a longer one under the lock. In an older one there is all that its reader may free. */
    private Entry[] buckets = new Entry[LEAST_BUCKETS];
    private int count;
    private boolean forgotten;

    private static final class Entry {
        final Sample sample;
        /** It leads on after this was removed, for whoever is here. */
        volatile Entry next;

        Entry(Sample sample, Entry next) {
            this.sample = sample;
            this.next = next;
        }
    }

    SampleTable(LongConsumer watch, LongConsumer unwatch) {
        this.watch = watch;
        this.unwatch = unwatch;
    }

    private static long page(long block) {
        return block >>> SizeClasses.PAGE_SHIFT;
    }

    private static int index(Entry[] buckets, long block) {
        return (int) (FibonacciHash.of(page(block)) >>> Integer.SIZE) & buckets.length - 1;
    }

    /** Whether the block may be here; seldom true if it is not. */
    boolean mayHold(long block) {
        Entry[] all = buckets;
        return all[index(all, block)] != null;
    }

    /** The sample of a block that the caller owns, or null. */
    Sample find(long block) {
        Entry[] all = buckets;
        Entry entry = all[index(all, block)];
        while (entry != null && entry.sample.block != block) {
            entry = entry.next;
        }
        return entry == null ? null : entry.sample;
    }

    /** Enters a sample, in place of one of the same block; not once all is forgotten. */
    void add(Sample sample) {
        SpareStack.require();
        lock.lock();
        try {
            if (forgotten) {
                return;
            }
            if (count >= buckets.length / BUCKETS_PER_SAMPLE) {
                grow();
            }
            unlink(sample.block);
            int index = index(buckets, sample.block);
            buckets[index] = new Entry(sample, buckets[index]);
            count++;
            if (sample.watched) {
                watch.accept(sample.block);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Readers may be in the old array: its entries stay as they are. */
    private void grow() {
        Entry[] longer = new Entry[buckets.length * 2];
        for (Entry head : buckets) {
            for (Entry entry = head; entry != null; entry = entry.next) {
                int index = index(longer, entry.sample.block);
                longer[index] = new Entry(entry.sample, longer[index]);
            }
        }
        buckets = longer;
    }

    /** Removes the sample of a block that the caller owns; nothing happens if there is none. */
    void remove(long block) {
        if (find(block) == null) {
            return;
        }
        SpareStack.require();
        lock.lock();
        try {
            unlink(block);
        } finally {
            lock.unlock();
        }
    }

    private void unlink(long block) {
        int index = index(buckets, block);
        Entry before = null;
        for (Entry entry = buckets[index]; entry != null; entry = entry.next) {
            if (entry.sample.block == block) {
                if (before == null) {
                    buckets[index] = entry.next;
                } else {
                    before.next = entry.next;
                }
                count--;
                if (entry.sample.watched && !isWatched(page(block))) {
                    unwatch.accept(block);
                }
                return;
            }
            before = entry;
        }
    }

    private boolean isWatched(long page) {
        for (Entry entry = buckets[index(buckets, page << SizeClasses.PAGE_SHIFT)]; entry != null; entry = entry.next) {
            if (entry.sample.watched && page(entry.sample.block) == page) {
                return true;
            }
        }
        return false;
    }

    /** Removes all, and takes no more. */
    void forget() {
        SpareStack.require();
        lock.lock();
        try {
            forgotten = true;
            for (Entry head : buckets) {
                for (Entry entry = head; entry != null; entry = entry.next) {
                    if (entry.sample.watched) {
                        unwatch.accept(entry.sample.block);
                    }
                }
            }
            Arrays.fill(buckets, null);
            count = 0;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        SpareStack.require();
        lock.lock();
        try {
            return count == 0;
        } finally {
            lock.unlock();
        }
    }

    /** All samples. */
    List<Sample> all() {
        SpareStack.require();
        lock.lock();
        try {
            List<Sample> all = new ArrayList<>(count);
            for (Entry head : buckets) {
                for (Entry entry = head; entry != null; entry = entry.next) {
                    all.add(entry.sample);
                }
            }
            return all;
        } finally {
            lock.unlock();
        }
    }
}
