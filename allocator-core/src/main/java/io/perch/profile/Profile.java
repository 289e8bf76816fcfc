/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.List;

/**
 * Who holds an allocator's memory, by a sample of its blocks.
 *
 * @param interval one sample in so many bytes allocated
 * @param lost     samples that could not be taken, for want of heap or stack
 * @param sites    the one with the most live bytes first
 */
public record Profile(long interval, long lost, List<CallSite> sites) {
    /** @param sites are copied */
    public Profile {
        sites = List.copyOf(sites);
    }

    /** Bytes in use. */
    public Estimate liveBytes() {
        return sites.stream().map(CallSite::liveBytes).reduce(Estimate.NONE, Estimate::plus);
    }

    /** Blocks in use. */
    public Estimate liveBlocks() {
        return sites.stream().map(CallSite::liveBlocks).reduce(Estimate.NONE, Estimate::plus);
    }
}
