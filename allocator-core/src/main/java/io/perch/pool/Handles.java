/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import io.perch.BlockAccess;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BoundObjects;
import java.util.function.Consumer;

/** Handles that are bound to the blocks of an allocator, for all its pools: the first of each block's two. */
final class Handles extends BoundObjects.Binder<PooledBuffer> {
    private final BlockAccess access;

    Handles(BlockAccess access) {
        this.access = access;
    }

    @Override
    protected PooledBuffer own(Object object) {
        return object instanceof PooledBuffer first ? first : null;
    }

    @Override
    protected PooledBuffer make(int sizeClass, long block) {
        return PooledBuffer.pair(access.frontEnd(), sizeClass, block, SizeClasses.size(sizeClass));
    }

    @Override
    protected void giveBack(int sizeClass, long block) {
        access.free(sizeClass, block);
    }

    /** How many handles users of a pool have. */
    int openIn(BufferPool pool) {
        int[] open = {0};
        Consumer<Object> count = object -> {
            if (object instanceof PooledBuffer first && (first.isOpenIn(pool) || first.other().isOpenIn(pool))) {
                open[0]++;
            }
        };
        access.boundObjects().forEach(count);
        return open[0];
    }
}
