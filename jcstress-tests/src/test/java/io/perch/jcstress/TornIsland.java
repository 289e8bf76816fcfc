/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

/** An island with one list for all CPUs, changed by plain reads and writes: the check and the change are two steps. */
class TornIsland extends Island {
    @Override
    long pop() {
        return takeTop();
    }

    @Override
    long push(long token) {
        return putOnTop(token) ? 0 : token;
    }
}
