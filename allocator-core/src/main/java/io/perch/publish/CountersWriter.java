/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.os.Uninterrupted;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Publishes an allocator's counters in a mapped file, for {@code ./perch stat} and every other reader of Agrona counters, in this
 * process or another. Agrona itself is not needed. For one thread at a time.
 *
 * <p>There is also room for the counters of {@value #MOST_POOLS} pools. Each has the counter's type id, and a label that is the
 * pool's name followed by the counter's label. They come and go with the pools.
 *
 * <p>The file appears under its name only when it is complete, with all its blocks allocated, so that a disk that fills up later
 * does no harm. {@link #close} deletes it; its memory goes with the garbage collector.
 */
public final class CountersWriter implements AutoCloseable {
    /** How long {@link #doWork} waits between updates, unless that was chosen, in milliseconds. */
    public static final long PERIOD_MILLIS = 1000;

    private static final int ZEROS = 1 << 16;
    private static final int MOST_POOLS = 32;
    private static final int ROOM = Counter.ALL.size() + MOST_POOLS * Counter.OF_POOLS.size();

    private final Supplier<PerchStats> source;
    private final Path path;
    private final CounterRecords records;
    private final int[] ids = new int[Counter.ALL.size()];
    private final PoolCounters pools;
    private final long periodNanos;
    private long lastNanos;
    private boolean closed;

    private CountersWriter(Supplier<PerchStats> source, Draft draft, ByteBuffer mapped, long periodMillis) throws IOException {
        this.source = source;
        this.path = draft.target();
        this.periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMillis);
        this.records = new CounterRecords(mapped, ROOM);
        for (Counter counter : Counter.ALL) {
            ids[counter.ordinal()] = records.add(counter.label(), counter.id());
        }
        pools = new PoolCounters(records, MOST_POOLS);
        mapped.putLong(CountersLayout.PROCESS_OFFSET, ProcessHandle.current().pid());
        mapped.putInt(CountersLayout.COUNTERS_OFFSET, ROOM);
        mapped.putInt(CountersLayout.VERSION_OFFSET, CountersLayout.VERSION);
        mapped.putLong(CountersLayout.MAGIC_OFFSET, CountersLayout.MAGIC);
        update(System.nanoTime());
        draft.publish();
    }

    /**
     * Publishes in a file that this user alone can read, and replaces any that was there.
     *
     * @param source       {@code PerchAllocator::stats}, called for each update
     * @param periodMillis how long {@link #doWork} waits between updates, not negative
     * @throws IOException if the file cannot be written whole; nothing is left of it
     */
    public static CountersWriter create(Supplier<PerchStats> source, Path path, long periodMillis) throws IOException {
        if (periodMillis < 0) {
            throw new IllegalArgumentException("periodMillis: " + periodMillis + " (expected: not negative)");
        }
        return Uninterrupted.run(() -> createAtOnce(source, path, periodMillis));
    }

    private static CountersWriter createAtOnce(Supplier<PerchStats> source, Path path, long periodMillis) throws IOException {
        Draft draft = Draft.of(path);
        try {
            ByteBuffer mapped = writeZeros(draft, CountersLayout.fileLength(ROOM));
            return new CountersWriter(source, draft, mapped, periodMillis);
        } catch (IOException e) {
            IOException explained = new IOException("cannot write the counters file " + path + ": " + e, e);
            try {
                draft.discard();
            } catch (IOException stays) {
                explained.addSuppressed(stays);
            }
            throw explained;
        }
    }

    /**
     * Writes zeros instead of leaving a hole: on a full disk a store to a hole would cause a fault, while a write fails with a
     * message.
     */
    private static ByteBuffer writeZeros(Draft draft, int length) throws IOException {
        try (FileChannel channel = draft.open()) {
            ByteBuffer zeros = ByteBuffer.allocate(Math.min(ZEROS, length));
            while (channel.position() < length) {
                channel.write(zeros.clear().limit((int) Math.min(zeros.capacity(), length - channel.position())));
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, length).order(CountersLayout.order());
        }
    }

    /** Publishes if the period is over; returns 1 if so, else 0. It takes as long as the statistics do. */
    public int doWork() {
        long now = System.nanoTime();
        if (closed || now - lastNanos < periodNanos) {
            return 0;
        }
        update(now);
        return 1;
    }

    private void update(long now) {
        lastNanos = now;
        PerchStats stats = source.get();
        for (Counter counter : Counter.ALL) {
            records.set(ids[counter.ordinal()], stats.get(counter));
        }
        pools.update(stats.pools());
        records.header(CountersLayout.UPDATED_OFFSET, System.currentTimeMillis());
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /**
     * Deletes the file; closing twice does nothing.
     *
     * @throws UncheckedIOException if it cannot be deleted
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
