/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

/**
 * How much of a scenario is done.
 *
 * @param live  share of the live bytes
 * @param items share of the threads that come, and of the size of large buffers
 * @param time  share of the time
 */
record Scale(double live, double items, double time) {
    static final Scale FULL = new Scale(1, 1, 1);
    static final Scale QUICK = new Scale(0.5, 1, 0.6);
    /** Loads and compiles the code of a load. All threads come, because what these cost is not the allocator's. */
    static final Scale WARM_UP = new Scale(1 / 64.0, 1, 1 / 12.0);
    /** For tests. */
    static final Scale TINY = new Scale(1 / 64.0, 1 / 64.0, 1 / 30.0);

    long live(int mebibytes) {
        return (long) (live * mebibytes * (1 << 20));
    }

    int items(int all) {
        return (int) Math.max(1, Math.round(items * all));
    }

    long nanos(double seconds) {
        return (long) (time * seconds * 1e9);
    }
}
