/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.profile.Sampler;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;

/** Caches of a profiled allocator: {@link Precautions} with samples, by the shortest way. */
final class ProfiledSlabs extends FrontEndBefore {
    private final Sampler sampler;

    ProfiledSlabs(FrontEnd inner, Sampler sampler) {
        super(inner);
        this.sampler = sampler;
    }

    @Override
    public long pop(int sizeClass) {
        return sampled(sizeClass, inner.pop(sizeClass));
    }

    @Override
    public long refill(int sizeClass) {
        return sampled(sizeClass, inner.refill(sizeClass));
    }

    private long sampled(int sizeClass, long block) {
        if (block > 0) {
            try {
                sampler.allocated(block, SizeClasses.size(sizeClass));
            } catch (StackOverflowError notSampled) {
                return block;
            }
        }
        return block;
    }

    @Override
    public boolean push(int sizeClass, long block) {
        if (sampler.mayHold(block)) {
            sampler.freed(block);
        }
        return inner.push(sizeClass, block);
    }
}
