/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.PerchAllocator;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;

/**
 * Publishes an allocator's counters in a mapped file, for {@code ./perch stat} and every other reader of Agrona counters, in this
 * process or another. It is an agent: {@link #doWork} writes at most once a period, and takes as long as {@link
 * PerchAllocator#stats}. The hot path is not touched. For one thread at a time.
 *
 * <p>There is also room for the counters of {@value #MOST_POOLS} pools. Each has the counter's type id, and a label that is the
 * pool's name followed by the counter's label. They come and go with the pools.
 *
 * <p>The file appears under its name only when it is complete, with all its blocks allocated, so that a disk that fills up later
 * does no harm. {@link #close} deletes it. If a process ends without closing it, the file stays, and readers say so.
 */
public final class CountersFile implements Agent, AutoCloseable {
    private static final long DEFAULT_PERIOD_MILLIS = 1000;
    private static final int ZEROS = 1 << 16;
    private static final int MOST_POOLS = 32;
    private static final int ROOM = Counter.ALL.size() + MOST_POOLS * Counter.OF_POOLS.size();

    private final PerchAllocator allocator;
    private final Path path;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer header;
    private final UnsafeBuffer values;
    private final int[] offsets = new int[Counter.ALL.size()];
    private final PoolCounters pools;
    private final long periodNanos;
    private long lastNanos;
    private boolean closed;

    private CountersFile(PerchAllocator allocator, Path path, Path draft, MappedByteBuffer mapped, long periodMillis)
            throws IOException {
        this.allocator = allocator;
        this.path = path;
        this.mapped = mapped;
        this.periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMillis);
        this.header = new UnsafeBuffer(mapped, 0, CountersLayout.HEADER_LENGTH);
        this.values = new UnsafeBuffer(mapped, CountersLayout.HEADER_LENGTH + CountersLayout.metadataLength(ROOM),
                CountersLayout.valuesLength(ROOM));
        CountersManager manager = new CountersManager(
                new UnsafeBuffer(mapped, CountersLayout.HEADER_LENGTH, CountersLayout.metadataLength(ROOM)), values);
        for (Counter counter : Counter.ALL) {
            offsets[counter.ordinal()] = CountersManager.counterOffset(manager.allocate(counter.label(), counter.id()));
        }
        pools = new PoolCounters(manager, MOST_POOLS);
        header.putLong(CountersLayout.PROCESS_OFFSET, ProcessHandle.current().pid());
        header.putInt(CountersLayout.COUNTERS_OFFSET, ROOM);
        header.putInt(CountersLayout.VERSION_OFFSET, CountersLayout.VERSION);
        header.putLong(CountersLayout.MAGIC_OFFSET, CountersLayout.MAGIC);
        update(System.nanoTime());
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Publishes once a second, in the file where {@code ./perch stat PID} looks.
     *
     * @throws IOException           if the file cannot be written whole; nothing is left of it
     * @throws IllegalStateException if Agrona cannot work in this JVM
     */
    public static CountersFile create(PerchAllocator allocator) throws IOException {
        return create(allocator, CountersLayout.pathOf(ProcessHandle.current().pid()), DEFAULT_PERIOD_MILLIS);
    }

    /**
     * Publishes in a file of the user's choice, and replaces any that was there.
     *
     * @param periodMillis how long {@link #doWork} waits between updates, not negative
     * @throws IOException           if the file cannot be written whole; nothing is left of it
     * @throws IllegalStateException if Agrona cannot work in this JVM
     */
    public static CountersFile create(PerchAllocator allocator, Path path, long periodMillis) throws IOException {
        AgronaAccess.require();
        if (periodMillis < 0) {
            throw new IllegalArgumentException("periodMillis: " + periodMillis + " (expected: not negative)");
        }
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            MappedByteBuffer mapped = writeZeros(draft, CountersLayout.fileLength(ROOM));
            return new CountersFile(allocator, path, draft, mapped, periodMillis);
        } catch (IOException e) {
            IOException explained = new IOException("cannot write the counters file " + path + ": " + e, e);
            try {
                Files.deleteIfExists(draft);
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
    private static MappedByteBuffer writeZeros(Path file, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS, length));
            while (channel.position() < length) {
                channel.write(zeros.clear().limit((int) Math.min(zeros.capacity(), length - channel.position())));
            }
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
            mapped.order(CountersLayout.order());
            return mapped;
        }
    }

    /** Publishes if the period is over; returns 1 if so, else 0. */
    @Override
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
        PerchStats stats = allocator.stats();
        for (int i = 0; i < offsets.length; i++) {
            values.putLongRelease(offsets[i], stats.get(Counter.ALL.get(i)));
        }
        pools.update(stats.pools());
        header.putLongRelease(CountersLayout.UPDATED_OFFSET, System.currentTimeMillis());
    }

    /** The file. */
    public Path path() {
        return path;
    }

    @Override
    public String roleName() {
        return "perch-counters";
    }

    /** As {@link #close}; called when an agent runner ends. */
    @Override
    public void onClose() {
        close();
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
        BufferUtil.free(mapped);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
