/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

/** Has an engine do the maintenance that will be due, for tests of other packages. */
public final class MovedClock {
    private final Engine engine;
    private final long start = System.nanoTime();

    /** A clock that starts now. */
    public MovedClock(Engine engine) {
        this.engine = engine;
    }

    /** Does what is due so many milliseconds after the start. */
    public int doWork(long millis) {
        return engine.doWork(start + millis * 1_000_000);
    }
}
