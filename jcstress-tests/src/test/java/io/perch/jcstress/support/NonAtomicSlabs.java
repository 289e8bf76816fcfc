/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

/** One list for all CPUs, changed by plain reads and writes: check and change are two steps. */
public class NonAtomicSlabs extends IsolatedSlabs {
    @Override
    public long pop() {
        return takeTop();
    }

    @Override
    public long push(long token) {
        return putOnTop(token) ? 0 : token;
    }
}
