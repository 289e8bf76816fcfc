/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether an allocator is open. */
final class Lifetime {
    private final AtomicBoolean over = new AtomicBoolean();

    boolean isOver() {
        return over.get();
    }

    void end() {
        over.set(true);
    }

    void requireOpen() {
        if (over.get()) {
            throw new IllegalStateException("the allocator is closed");
        }
    }
}
