/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;

/** Allocators with the least hard limit that is allowed, so that a state can have one for itself. */
public final class SmallAllocators {
    private SmallAllocators() {
    }

    /** A new allocator. */
    public static PerchAllocator create() {
        return PerchAllocator.create(PerchConfig.builder().hardLimit(PerchConfig.LEAST_LIMIT).build());
    }
}
