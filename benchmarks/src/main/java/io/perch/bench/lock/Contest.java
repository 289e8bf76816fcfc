/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.lock;

/** Threads that want one lock. */
abstract class Contest {
    private volatile boolean open = true;

    /** Takes the lock, is inside, gives it back, and is outside, until the contest is closed. */
    abstract void rounds(Entrant entrant);

    final boolean isOpen() {
        return open;
    }

    final void close() {
        open = false;
    }
}
