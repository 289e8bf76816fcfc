/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

/** The locks of an allocator behind its hot path, by what they guard. Stripes are not among them: they are on a hot path. */
public enum LockKind {
    /** The lists of one CPU's slab: for whoever misses there, and for what works on slabs from outside. */
    SLAB("slab", false),
    /** Which slabs there are: taken when a CPU is first used. */
    SLAB_DIRECTORY("slab directory", true),
    /** Whether there are caches for threads that cannot be registered. */
    UNREGISTERED_THREADS("unregistered", true),
    /** Who empties the caches after a refusal. */
    EMPTYING("emptying", true),
    /** Free blocks of a size class and partition between slabs and spans. */
    TRANSFER_CACHE("transfer cache", true),
    /** The spans of a size class and partition. */
    CENTRAL_LIST("central list", true),
    /** From pages to size classes. */
    SPAN_MAP("span map", true),
    /** From blocks to the objects that are bound to them. */
    BOUND_OBJECTS("bound objects", true),
    /** The pages of a partition. */
    ARENA("arena", true),
    /** The committed bytes: no lock, but a word that all partitions change by atomic instructions. */
    LIMIT("limit", true);

    private final String label;
    private final boolean shared;

    LockKind(String label, boolean shared) {
        this.label = label;
        this.shared = shared;
    }

    /** A few words, such as "central list". */
    public String label() {
        return label;
    }

    /** Whether threads on different CPUs take the same lock when they allocate and free. */
    public boolean isShared() {
        return shared;
    }
}
