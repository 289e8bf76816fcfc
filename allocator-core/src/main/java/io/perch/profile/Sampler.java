/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import io.perch.sync.SpareStack;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Samples blocks on their way to users, and knows which of them are in use. All methods may be called from any thread.
 *
 * <p>A block of s bytes is sampled with probability 1 - exp(-s/interval). Its end is noticed when its owner gives it back.
 */
public final class Sampler {
    /** One sample in so many is put into words even if its block is freed, to count what is allocated in all. */
    static final int COUNTED = 32;
    /** Bytes after which an adapter without a sampler looks for one again: 1 MiB. */
    private static final int BYTES_UNASKED = 1 << 20;
    private static final int MOST_PENDING = 4096;
    /** Walking through all samples that often costs next to nothing, and a program does not come and go more often. */
    private static final long LIVE_NANOS = 1_000_000_000L;

    private final long interval;
    private final Pace pace;
    private final Gaps gaps;
    private final SampleTable live;
    private final SiteTable sites = new SiteTable();
    /** To be counted. */
    private final Queue<Sample> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingCount = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final Listener listener;
    private volatile boolean closed;
    private long lastLive = System.nanoTime();

    /** Is told of each sample by the thread that gets the block. */
    public interface Listener {
        /**
         * A block was sampled.
         *
         * @param size bytes of the block
         * @param mean bytes between two samples on average: for {@link Sampler#weight}
         */
        void sampled(long size, long mean);
    }

    /**
     * Starts without samples.
     *
     * @param interval one sample in so many bytes, > 0
     * @param seed     of the gaps
     * @param watch    of a block that {@link #allocated} or {@link #endGap} sample: from now on, {@link #freed} will be called
     * @param unwatch  ends that
     * @param listener throws nothing but an {@link OutOfMemoryError} or {@link StackOverflowError}
     */
    Sampler(long interval, long seed, LongConsumer watch, LongConsumer unwatch, Listener listener) {
        this.live = new SampleTable(watch, unwatch);
        this.listener = listener;
        this.interval = interval;
        this.pace = new Pace(interval, System.nanoTime());
        this.gaps = new Gaps(pace, seed, Runtime.getRuntime().availableProcessors());
        // Loads what is needed while there are heap and stack for it.
        profile(List.of(new Sample(0, 1, interval, false, false)));
    }

    /**
     * How many bytes allocated a sample of a block stands for.
     *
     * @param size bytes of the block
     * @param mean bytes between two samples on average
     */
    public static long weight(long size, long mean) {
        return Math.round(size / Sample.probability(size, mean));
    }

    /** A user gets a block. Throws nothing but a {@link StackOverflowError}, and then nothing has happened. */
    public void allocated(long block, long size) {
        long mean = gaps.hit(block, size);
        if (mean != 0) {
            sample(block, size, mean, true);
        }
    }

    /** For {@link Gaps#count}. */
    long[] counters() {
        return gaps.counters();
    }

    /** Like {@link #allocated}, for a block that is counted already. */
    void endGap(long block, long size) {
        long mean = gaps.end(block);
        if (mean != 0) {
            sample(block, size, mean, true);
        }
    }

    /** Bytes between two samples on average, at the moment: for {@link #blocksToNext}. */
    public long mean() {
        return pace.mean();
    }

    /**
     * Blocks until the next sample, for adapters that count for themselves: each object that is used again and again, for one.
     *
     * @param mean bytes of such gaps
     * @param size bytes of each block, > 0
     */
    public int blocksToNext(long mean, int size) {
        return (int) Math.min(Integer.MAX_VALUE, gaps.next(mean) / size);
    }

    /** After how many blocks an adapter that has no sampler now is to look for one again. */
    public static int blocksUnasked(int size) {
        return BYTES_UNASKED / Math.max(1, size) + 1;
    }

    /** A user gets a longer block in place of a shorter one, at the same address. Throws what {@link #allocated} does. */
    public void grown(long block, long before, long size) {
        Sample sample = live.find(block);
        if (sample != null) {
            sample.size = size;
            return;
        }
        long mean = gaps.hit(block, size - before);
        if (mean != 0) {
            sample(block, size, mean, true);
        }
    }

    /**
     * Samples a block that a user gets of an adapter, which calls {@link #freed} by itself. Throws what {@link #allocated} does.
     *
     * @param mean of the gap that the block ended
     */
    public void sample(long block, long size, long mean) {
        sample(block, size, mean, false);
    }

    private void sample(long block, long size, long mean, boolean watched) {
        try {
            SpareStack.requireMore();
            boolean counted = gaps.fraction() * COUNTED < 1;
            Sample sample = new Sample(block, size, mean, counted, watched);
            live.add(sample);
            pace.sampled(mean);
            if (closed) {
                putIntoWords(sample);
            }
            if (counted) {
                count(sample);
            }
            listener.sampled(size, mean);
        } catch (OutOfMemoryError | StackOverflowError full) {
            lost.incrementAndGet();
        }
    }

    private void count(Sample sample) {
        if (pendingCount.get() >= MOST_PENDING) {
            lost.incrementAndGet();
            return;
        }
        pending.add(sample);
        pendingCount.incrementAndGet();
    }

    /** Whether the block may be one that was sampled: for {@link #freed}. */
    public boolean mayHold(long block) {
        return live.mayHold(block);
    }

    /**
     * A user gives a block back, which nobody else can get yet.
     *
     * @throws StackOverflowError if there is no stack for it; nothing is changed
     */
    public void freed(long block) {
        live.remove(block);
    }

    /**
     * Puts samples into words that are to be counted, and once a second those of blocks in use, which hold classes of their users'
     * until then; to be called now and then, by a thread that belongs to nobody.
     */
    public void resolve() {
        resolve(System.nanoTime());
    }

    /** Does so at a given time, in nanoseconds of {@link System#nanoTime}. */
    synchronized void resolve(long now) {
        countPending();
        if (pace.adjust(now)) {
            gaps.beginAnew();
        }
        if (now - lastLive >= LIVE_NANOS) {
            lastLive = now;
            live.all().forEach(Sample::site);
        }
    }

    /** Knows nothing from now on, and watches no block. */
    void forget() {
        live.forget();
    }

    /** From now on, no sample holds a class of its user's. Blocks in use go on to be known. */
    public synchronized void close() {
        closed = true;
        countPending();
        live.all().forEach(Sample::site);
    }

    /** For a thread that was sampling at the moment of the close. */
    private synchronized void putIntoWords(Sample sample) {
        sample.site();
    }

    /** Whether no block in use was sampled. */
    boolean isEmpty() {
        return live.isEmpty();
    }

    private void countPending() {
        for (Sample sample = pending.poll(); sample != null; sample = pending.poll()) {
            pendingCount.decrementAndGet();
            sites.count(sample);
        }
    }

    /** What is in use, and by whom. From now on, samples so far hold no class of their users'. */
    public synchronized Profile profile() {
        countPending();
        return profile(live.all());
    }

    private Profile profile(List<Sample> samples) {
        return new Profile(interval, lost.get(), sites.sites(samples));
    }
}
