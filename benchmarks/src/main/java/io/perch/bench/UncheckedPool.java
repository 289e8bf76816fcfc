/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.BlockAccess;
import io.perch.PerchAllocator;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BoundObjects;

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

    private static final class Handles extends BoundObjects.Binder<Handle> {
        private final BlockAccess access;

        Handles(BlockAccess access) {
            this.access = access;
        }

        @Override
        protected Handle own(Object object) {
            return object instanceof Handle handle ? handle : null;
        }

        @Override
        protected Handle make(int sizeClass, long block) {
            return new Handle(block, sizeClass);
        }

        @Override
        protected void giveBack(int sizeClass, long block) {
            access.free(sizeClass, block);
        }
    }

    private final BlockAccess access;
    private final BoundObjects bound;
    private final Handles handles;

    UncheckedPool(PerchAllocator allocator) {
        access = BlockAccess.of(allocator);
        bound = access.boundObjects();
        handles = new Handles(access);
    }

    @Override
    public Object acquire(int size) {
        int sizeClass = SizeClasses.classOf(size);
        Handle handle = bound.getOrMake(access.allocate(sizeClass), sizeClass, handles);
        if (handle.size != size) {
            handle.size = size;
        }
        return handle;
    }

    @Override
    public void release(Object buffer) {
        Handle handle = (Handle) buffer;
        access.free(handle.sizeClass, handle.address);
    }
}
