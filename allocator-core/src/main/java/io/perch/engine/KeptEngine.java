/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.lang.ref.WeakReference;

/**
 * An engine that is maintained as long as it has an owner. One that was dropped without a close gets no more calls, but its blocks
 * may still be in use by their addresses: it is closed when none are. Whether they are takes a snapshot, so the longer some are,
 * the more seldom that is asked. For one thread.
 */
final class KeptEngine {
    /** Calls of {@link #doWork} between two snapshots: 16 s with four a second. */
    private static final int MOST_CALLS = 64;

    private final Engine engine;
    private final WeakReference<Object> owner;
    private int pause = 1;
    private int calls;

    /** @param owner the allocator */
    KeptEngine(Engine engine, WeakReference<Object> owner) {
        this.engine = engine;
        this.owner = owner;
    }

    boolean isClosed() {
        return engine.isClosedWholly();
    }

    void doWork() {
        if (engine.isClosed()) {
            engine.finishClose();
        } else if (owner.get() != null) {
            engine.doWorkOfThread();
        } else if (engine.doWorkOfThread() == 0 && ++calls >= pause) {
            calls = 0;
            pause = Math.min(2 * pause, MOST_CALLS);
            closeIfUnused();
        }
    }

    private void closeIfUnused() {
        if (engine.stats().inUse() == 0) {
            engine.close();
            MaintenanceThread.log("an allocator was dropped without close(); its memory is given back now", null);
        }
    }
}
