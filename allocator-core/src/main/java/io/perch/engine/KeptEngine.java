/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.lang.ref.WeakReference;

/**
 * An engine that is maintained as long as it has an owner. One that was dropped without a close gets no more calls, but its blocks
 * may still be in use by their addresses: it is closed when none are.
 *
 * @param owner the allocator
 */
record KeptEngine(Engine engine, WeakReference<Object> owner) {
    void doWork() {
        if (owner.get() != null) {
            engine.doWork();
        } else if (engine.doWork() == 0 && engine.stats().inUse() == 0) {
            engine.close();
            MaintenanceThread.log("an allocator was dropped without close(); its memory is given back now", null);
        }
    }
}
