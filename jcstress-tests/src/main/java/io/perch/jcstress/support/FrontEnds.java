/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import io.perch.slab.FrontEnd;

/** Uses a front end as the allocator does. */
public final class FrontEnds {
    private FrontEnds() {
    }

    public static long allocate(FrontEnd slabs, int sizeClass) {
        long block = slabs.pop(sizeClass);
        return block > 0 ? block : slabs.refill(sizeClass);
    }
}
