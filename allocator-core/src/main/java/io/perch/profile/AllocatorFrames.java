/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Frames of the allocator itself, which say nothing of who allocates. */
final class AllocatorFrames {
    /** The packages above this one are not known here. */
    private static final List<String> PACKAGES = List.of("io.perch.debug", "io.perch.slab", "io.perch.engine", "io.perch.span");
    private static final Set<String> CLASSES = Set.of("io.perch.profile.Sampler", "io.perch.profile.Sample",
            "io.perch.profile.Profiler", "io.perch.PerchAllocator", "io.perch.BlockAccess", "io.perch.pool.BufferPool",
            "io.perch.pool.Handles", "io.perch.pool.PooledBuffer", "io.perch.pool.SampledBlock",
            "io.perch.netty.PerchByteBufAllocator", "io.perch.netty.PerchByteBuf", "io.perch.agrona.PerchBuffers",
            "io.perch.agrona.ExpandablePerchBuffer");

    private AllocatorFrames() {
    }

    /** The frames behind those of the allocator, innermost first; all of them if there are no others. */
    static StackTraceElement[] without(StackTraceElement[] frames) {
        int own = 0;
        while (own < frames.length && isOwn(frames[own].getClassName())) {
            own++;
        }
        return own == frames.length ? frames : Arrays.copyOfRange(frames, own, frames.length);
    }

    private static boolean isOwn(String name) {
        int nested = name.indexOf('$');
        String outer = nested < 0 ? name : name.substring(0, nested);
        return CLASSES.contains(outer) || PACKAGES.contains(outer.substring(0, Math.max(0, outer.lastIndexOf('.'))));
    }
}
