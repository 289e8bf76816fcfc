/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.options.HugePages;
import io.perch.options.NumaPolicy;

/**
 * What memory is to be like.
 *
 * @param policy    where it is
 * @param hugePages which pages it consists of
 * @param prefault  whether it is populated before it is touched
 * @param lock      whether it may not be swapped out
 */
public record PlacementOptions(NumaPolicy policy, HugePages hugePages, boolean prefault, boolean lock) {
    /** Nothing special. */
    public static final PlacementOptions PLAIN = new PlacementOptions(NumaPolicy.OFF, HugePages.NONE, false, false);
}
