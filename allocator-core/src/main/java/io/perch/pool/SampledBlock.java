/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import io.perch.profile.Sampler;

/**
 * What the first handle of a block knows of its samples. That one is due is read off the generation, which is written anyway: a
 * comparison, and no store. The gaps of all blocks are exponential, so together they are hit as often as one that all bytes are
 * counted against.
 */
abstract class SampledBlock extends BlockSegment {
    /** In a state of the block, a generation. */
    static final long GENERATION = 1 << 16;

    /** The state in which the block's next sample is due. */
    long due;
    /** Bytes between two samples on average, when that was drawn; 0 if it was not. */
    private long meanGap;
    /** Whether the sampler knows of the block's user. */
    private boolean sampled;

    /**
     * The state in which a sample is due, or a later one, has come.
     *
     * @param sampler null if the block is not to be sampled
     * @param state   in which a user is to get the block
     * @return whether it was sampled
     */
    final boolean endsGap(Sampler sampler, long block, int size, long state) {
        if (sampler == null) {
            meanGap = 0;
            due = state + Sampler.blocksUnasked(size) * GENERATION;
            return false;
        }
        // If it has passed, nothing was counted meanwhile.
        if (meanGap == 0 || state > due) {
            due = state + drawGap(sampler, size);
        }
        if (state < due) {
            return false;
        }
        sampler.sample(block, size, meanGap);
        sampled = true;
        due = state + GENERATION + drawGap(sampler, size);
        return true;
    }

    private long drawGap(Sampler sampler, int size) {
        meanGap = sampler.mean();
        return sampler.blocksToNext(meanGap, size) * GENERATION;
    }

    /** The block goes back. The pool's sampler may be another one by now. */
    final void forgetSample(BufferPool pool, long block) {
        Sampler sampler = sampled ? pool.sampler() : null;
        sampled = false;
        if (sampler != null) {
            sampler.freed(block);
        }
    }
}
