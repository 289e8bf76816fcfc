/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;
import io.perch.sizeclass.SizeClasses;

/**
 * Perch's pool without its checks: an object bound to a block, taken and given back. The difference in time is what the checks
 * cost.
 */
final class UncheckedPool implements PoolUnderTest {
    /** All that is needed to give a block back. */
    private static final class Handle {
        private final long address;
        private final int sizeClass;
        private int size;

        Handle(long address, int sizeClass) {
            this.address = address;
            this.sizeClass = sizeClass;
        }
    }

    private final PerchAllocator allocator;

    UncheckedPool(PerchAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public Object acquire(int size) {
        int sizeClass = SizeClasses.classOf(size);
        long block = allocator.allocateClass(sizeClass);
        Handle handle = (Handle) allocator.boundObjects().get(block, sizeClass);
        if (handle == null) {
            handle = new Handle(block, sizeClass);
            allocator.boundObjects().set(block, sizeClass, handle);
        }
        if (handle.size != size) {
            handle.size = size;
        }
        return handle;
    }

    @Override
    public void release(Object buffer) {
        Handle handle = (Handle) buffer;
        allocator.freeClass(handle.sizeClass, handle.address);
    }
}
