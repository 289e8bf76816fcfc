/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.profile.Profile;
import io.perch.stats.PerchStats;

/** An allocator, for those who publish it. Any thread may call it, also after the close. */
public interface Source {
    /** A snapshot; see {@code PerchAllocator.stats}. */
    PerchStats stats();

    /** Who holds the memory; null while that is not sampled. */
    Profile profile();

    /** Whether that is sampled. */
    boolean isProfiled();

    /** Samples what is allocated from now on; see {@code PerchAllocator.profileEvery}. */
    void profileEvery(long interval);

    /** Gives free memory back; returns how many bytes. */
    long trim();
}
