/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.perch.stats.LockKind;

/**
 * A lock of the model: the busiest of its kind.
 *
 * @param name   of the kind
 * @param copies how many there are on the machine, which share the visits evenly
 * @param visits of all copies together, for each operation
 * @param hold   nanoseconds of a visit
 */
record Station(String name, int copies, double visits, double hold) {
    /** Kinds with one lock for the process. */
    static boolean isGlobal(LockKind kind) {
        return kind == LockKind.SPAN_MAP || kind == LockKind.BOUND_OBJECTS || kind == LockKind.LIMIT
                || kind == LockKind.SLAB_DIRECTORY || kind == LockKind.EMPTYING || kind == LockKind.UNREGISTERED_THREADS;
    }

    /** Nanoseconds of one copy for an operation of the machine. */
    double demand() {
        return visits * hold / copies;
    }
}
