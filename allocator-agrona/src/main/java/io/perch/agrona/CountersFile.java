/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.PerchAllocator;
import io.perch.publish.CountersDirectory;
import io.perch.publish.CountersLayout;
import io.perch.publish.CountersWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.agrona.concurrent.Agent;

/**
 * Publishes an allocator's counters in a mapped file, for {@code ./perch stat} and every other reader of Agrona counters, in this
 * process or another. It is an agent: {@link #doWork} writes at most once a period, and takes as long as {@link
 * PerchAllocator#stats}. The hot path is not touched. For one thread at a time. Where no duty cycle of the program's is wanted,
 * {@code -Dperch.counters.file=true} does the same without code, and without Agrona.
 *
 * <p>There is also room for the counters of 32 pools. Each has the counter's type id, and a label that is the pool's name followed
 * by the counter's label. They come and go with the pools.
 *
 * <p>The file appears under its name only when it is complete, with all its blocks allocated, so that a disk that fills up later
 * does no harm. {@link #close} deletes it. If a process ends without closing it, the file stays, and readers say so.
 */
public final class CountersFile implements Agent, AutoCloseable {
    private final CountersWriter writer;

    private CountersFile(CountersWriter writer) {
        this.writer = writer;
    }

    /**
     * Publishes once a second, in the file where {@code ./perch stat PID} looks.
     *
     * <p>The file is for this user alone, in a directory that nobody else can write to or read.
     *
     * @throws IOException if the file cannot be written whole; nothing is left of it. Also if other users of the machine have taken
     *                     the name of the directory
     */
    public static CountersFile create(PerchAllocator allocator) throws IOException {
        String name = CountersLayout.nameOf(ProcessHandle.current().pid());
        return create(allocator, CountersDirectory.own().resolve(name), CountersWriter.PERIOD_MILLIS);
    }

    /**
     * Publishes in a file of the user's choice, which this user alone can read, and replaces any that was there.
     *
     * @param periodMillis how long {@link #doWork} waits between updates, not negative
     * @throws IOException if the file cannot be written whole; nothing is left of it
     */
    public static CountersFile create(PerchAllocator allocator, Path path, long periodMillis) throws IOException {
        return new CountersFile(CountersWriter.create(allocator::stats, path, periodMillis));
    }

    /** Publishes if the period is over; returns 1 if so, else 0. */
    @Override
    public int doWork() {
        return writer.doWork();
    }

    /** The file. */
    public Path path() {
        return writer.path();
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
        writer.close();
    }
}
