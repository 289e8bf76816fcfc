/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.Comparator;
import java.util.List;

/**
 * Who holds an allocator's memory, by a sample of its blocks.
 *
 * @param interval one sample in so many bytes allocated
 * @param lost     samples that could not be taken, for want of heap or stack
 * @param sites    the one with the most live bytes first
 */
public record Profile(long interval, long lost, List<CallSite> sites) {
    private static final Comparator<CallSite> BY_LIVE_BYTES =
            Comparator.comparingDouble((CallSite site) -> site.liveBytes().value()).reversed();

    /** @param sites in any order */
    public Profile {
        sites = sites.stream().sorted(BY_LIVE_BYTES).toList();
    }

    /** Those of the sites that have something in use, as far as samples tell. */
    public List<CallSite> holders() {
        return sites.stream().filter(site -> site.samples() > 0).toList();
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
