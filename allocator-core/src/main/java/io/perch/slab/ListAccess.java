/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

/**
 * How the lists of a slab are changed: by restartable sequences while threads use it, by plain writes while it is stopped. For
 * whoever holds the slab's lock.
 */
interface ListAccess {
    /**
     * Changes a list's capacity. Only room without blocks can be taken away.
     *
     * @param slots negative to take away
     * @return whether it was done
     */
    boolean resize(Slab slab, int list, int slots);

    /** Sends {@code blocks} of a list to their transfer cache, or about as many. */
    void evict(Slab slab, int list, int blocks);
}
