/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.options.HugePages;
import io.perch.options.NumaPolicy;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.os.Refusals;
import io.perch.stats.Residence;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What is asked of the operating system for the memory of one partition, besides the memory itself: its node, huge pages,
 * population before it is touched, and locking.
 *
 * <p>A request that the system refuses is counted, and the first refusal of each kind is kept as text; the memory is usable all the
 * same. Only under {@link NumaPolicy#STRICT} is memory refused rather than taken from elsewhere. There, and with explicit huge
 * pages, all of it is populated when it is committed, because a page fault that finds nothing ends the process.
 *
 * <p>Guarded by the arena's lock.
 */
public final class Placement {
    /** What is left free on a node under the strict policy: the kernel kills before it gives the last pages away. */
    private static final long RESERVE = 16 << 20;

    private final OsMemory memory;
    private final PlacementOptions options;
    private final int[] nodes;
    private final LongSupplier available;
    private final Refusals refusals;

    /**
     * @param nodes     whose memory it is to be
     * @param available how many bytes those nodes could give now
     */
    public Placement(OsMemory memory, PlacementOptions options, int[] nodes, LongSupplier available) {
        this.memory = memory;
        this.options = options;
        this.nodes = nodes.clone();
        this.available = available;
        this.refusals = new Refusals();
    }

    /** For tests and for machines with one node. */
    static Placement plain(OsMemory memory) {
        return new Placement(memory, PlacementOptions.PLAIN, new int[0], () -> Long.MAX_VALUE);
    }

    Refusals refusals() {
        return refusals;
    }

    /** The smallest unit in which memory is committed and released, in bytes. */
    long granule() {
        return options.hugePages() == HugePages.EXPLICIT ? OsMemory.HUGE_PAGE : memory.pageSize();
    }

    /** Whether released memory may come again by being touched: nothing has to be asked for, found, populated or locked then. */
    boolean isPlain() {
        return options.policy() != NumaPolicy.STRICT && options.hugePages() == HugePages.NONE && !options.prefault()
                && !options.lock();
    }

    /** Whether huge pages are worth keeping whole. */
    boolean keepsHugePages() {
        return options.hugePages() != HugePages.NONE;
    }

    /**
     * Prepares reserved address space.
     *
     * @throws OsMemoryException if the strict policy is not possible; the message names the node
     */
    void prepare(long address, long bytes) {
        bind(address, bytes);
        if (options.hugePages() == HugePages.ADVISE) {
            refusals.attempt(Refusals.Kind.HUGE_PAGES, () -> memory.adviseHugePages(address, bytes));
        }
    }

    private void bind(long address, long bytes) {
        if (options.policy() == NumaPolicy.STRICT) {
            memory.bind(address, bytes, true, nodes);
        } else if (options.policy() == NumaPolicy.ADVISORY) {
            refusals.attempt(Refusals.Kind.BIND, () -> memory.bind(address, bytes, false, nodes));
        }
    }

    /**
     * Makes pages usable.
     *
     * @throws OsMemoryException if the system refuses, or the strict policy finds the nodes full
     */
    void commit(long address, long bytes) {
        requireRoom(bytes);
        if (options.hugePages() != HugePages.EXPLICIT
                || !refusals.attempt(Refusals.Kind.HUGE_PAGES, () -> memory.commitHugePages(address, bytes))) {
            memory.commit(address, bytes);
        } else {
            bind(address, bytes);
        }
        fill(address, bytes);
    }

    /** Prepares released pages for further use; throws like {@link #commit}. */
    void renew(long address, long bytes) {
        requireRoom(bytes);
        fill(address, bytes);
    }

    private void requireRoom(long bytes) {
        if (options.policy() == NumaPolicy.STRICT && available.getAsLong() < bytes + RESERVE) {
            throw new OsMemoryException("memory of node " + Arrays.toString(nodes), 0,
                    "fewer than " + bytes + " bytes and a reserve of " + RESERVE + " are left");
        }
    }

    private void fill(long address, long bytes) {
        if (options.policy() == NumaPolicy.STRICT || options.hugePages() == HugePages.EXPLICIT) {
            populate(address, bytes);
        } else if (options.prefault()) {
            refusals.attempt(Refusals.Kind.PREFAULT, () -> memory.populate(address, bytes));
        }
        if (options.lock()) {
            lock(address, bytes);
        }
    }

    private void lock(long address, long bytes) {
        refusals.attempt(Refusals.Kind.LOCK, () -> memory.lock(address, bytes));
    }

    /** All or nothing; where the kernel cannot do that (before Linux 5.14), pages get memory as they are touched. */
    private void populate(long address, long bytes) {
        try {
            memory.populate(address, bytes);
        } catch (OsMemoryException refused) {
            if (refused.errno() != OsMemoryException.EINVAL) {
                refusals.attempt(Refusals.Kind.RELEASE, () -> memory.release(address, bytes));
                throw refused;
            }
            refusals.add(Refusals.Kind.PREFAULT, refused.getMessage());
        }
    }

    /** Gives the memory of usable pages back; false if the system refuses. */
    boolean release(long address, long bytes) {
        if (options.lock()) {
            // What is locked cannot be released. If unlocking fails, so will the release, and it is counted there.
            refusals.attempt(Refusals.Kind.LOCK, () -> memory.unlock(address, bytes));
        }
        boolean released = refusals.attempt(Refusals.Kind.RELEASE, () -> memory.release(address, bytes));
        if (!released && options.lock()) {
            // It will be used again without being renewed.
            lock(address, bytes);
        }
        return released;
    }

    /** Gives reserved addresses up, and what is committed there; false if the system refuses. Needs no heap to do so. */
    boolean unmap(long address, long bytes) {
        try {
            memory.unmap(address, bytes);
            return true;
        } catch (OsMemoryException refused) {
            refusals.add(Refusals.Kind.UNMAP, refused.getMessage());
            return false;
        }
    }

    /** Where the memory of pages is; needs no lock. */
    Residence residence(long address, int pages) {
        return ResidenceSample.take(memory, address, pages, nodes);
    }
}
