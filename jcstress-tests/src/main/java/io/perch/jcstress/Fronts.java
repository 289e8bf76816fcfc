/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.slab.FrontEnd;

/** What a thread does with a front end, as the allocator does it. */
final class Fronts {
    private Fronts() {
    }

    static long allocate(FrontEnd slabs, int sizeClass) {
        long block = slabs.pop(sizeClass);
        return block > 0 ? block : slabs.refill(sizeClass);
    }
}
