/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.HdrHistogram.Histogram;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the clients of one round share: the next exchange's number, and whether to go on and to count. One thread moves it
 * forward: ramp, measure, stop.
 */
final class Load {
    private final long firstId;
    private final Pace pace;
    private final AtomicLong nextId;
    private volatile boolean measuring;
    private volatile boolean stopped;

    Load(long firstId, Pace pace) {
        this.firstId = firstId;
        this.pace = pace;
        nextId = new AtomicLong(firstId);
    }

    long nextId() {
        return nextId.getAndIncrement();
    }

    /** The {@link System#nanoTime} at which an exchange is due. */
    long due(long id) {
        return pace.due(id - firstId);
    }

    void measure() {
        measuring = true;
    }

    void stop() {
        measuring = false;
        stopped = true;
    }

    boolean isMeasuring() {
        return measuring;
    }

    boolean isStopped() {
        return stopped;
    }

    /** A histogram of nanoseconds up to a minute, to three digits. */
    static Histogram histogram() {
        return new Histogram(1_000, 60_000_000_000L, 3);
    }
}
