/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

/**
 * When requests are due. At a fixed rate, a request's time counts from when it is due, whether or not a connection was free by
 * then. Otherwise a slow answer would make the load wait for it, and hide the other requests that it would have delayed.
 */
final class Pace {
    /** As fast as answers arrive. */
    static final Pace FULL = new Pace(0, 0);

    private final long begin;
    private final double interval;

    private Pace(long begin, double interval) {
        this.begin = begin;
        this.interval = interval;
    }

    /**
     * Evenly spread, from now on.
     *
     * @param rate requests a second, > 0
     */
    static Pace of(double rate) {
        return new Pace(System.nanoTime(), 1e9 / rate);
    }

    /** The {@link System#nanoTime} at which request number {@code index} of the round, from 0, is due: now at full pace. */
    long due(long index) {
        return interval == 0 ? System.nanoTime() : begin + (long) (index * interval);
    }
}
