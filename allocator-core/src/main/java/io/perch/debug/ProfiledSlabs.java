/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.profile.Profiler;
import io.perch.profile.Sampler;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;

/** Caches before which blocks are sampled, while they are: {@link Precautions} with samples, by the shortest way. */
final class ProfiledSlabs extends FrontEndBefore {
    private final Profiler profiler;

    ProfiledSlabs(FrontEnd inner, Profiler profiler) {
        super(inner);
        this.profiler = profiler;
    }

    /** The error is caught where the block is in hand: also the first call may find no stack. */
    @Override
    public long pop(int sizeClass) {
        long block = inner.pop(sizeClass);
        try {
            sample(sizeClass, block);
        } catch (StackOverflowError notSampled) {
            return block;
        }
        return block;
    }

    @Override
    public long refill(int sizeClass) {
        long block = inner.refill(sizeClass);
        try {
            sample(sizeClass, block);
        } catch (StackOverflowError notSampled) {
            return block;
        }
        return block;
    }

    private void sample(int sizeClass, long block) {
        Sampler sampler = profiler.sampler();
        if (sampler != null && block > 0) {
            sampler.allocated(block, SizeClasses.size(sizeClass));
        }
    }

    @Override
    public boolean push(int sizeClass, long block) {
        Sampler sampler = profiler.sampler();
        if (sampler != null && sampler.mayHold(block)) {
            sampler.freed(block);
        }
        return inner.push(sizeClass, block);
    }
}
