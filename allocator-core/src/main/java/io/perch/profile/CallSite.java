/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.List;

/**
 * A place that allocates, and what it has in use.
 *
 * @param frames          the stack, innermost frame first, without the allocator's own
 * @param samples         how many of its blocks in use were sampled
 * @param liveBytes       bytes of its blocks in use
 * @param liveBlocks      its blocks in use
 * @param oldestMillis    how long its oldest sampled block has been in use
 * @param meanMillis      how long its blocks have been in use, on average
 * @param allocatedBytes  bytes of all blocks that it ever allocated, from one sample in 32
 */
public record CallSite(List<StackTraceElement> frames, int samples, Estimate liveBytes, Estimate liveBlocks, long oldestMillis,
        long meanMillis, Estimate allocatedBytes) {
    /** @param frames are copied */
    public CallSite {
        frames = List.copyOf(frames);
    }
}
