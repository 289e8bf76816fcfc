/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.span.Span;
import io.perch.sync.SpareStack;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Blocks without checks, but for one in so many, which is on guarded pages as in checked mode: for production. Those of adapters
 * that know their size classes are never guarded.
 */
public final class GuardedBlocks implements BlockSource {
    /** Bytes of the pages of freed blocks that stay inaccessible: so many that most of all guarded pages are for blocks in use. */
    public static final long HELD_BACK = 64 * 4096;
    /** Guarded pages are not charged to the limit; with these they are less than 10 MiB. */
    private static final long LARGEST = 32 << 10;

    private final BlockSource source;
    private final Checks checks;
    private final int every;

    /**
     * @param source where blocks come from
     * @param checks which have guarded pages
     * @param every  one allocation in so many is guarded, > 0
     */
    public GuardedBlocks(BlockSource source, Checks checks, int every) {
        this.source = source;
        this.checks = checks;
        this.every = every;
    }

    @Override
    public long allocate(long size, long alignment) {
        long guarded = size <= LARGEST && ThreadLocalRandom.current().nextInt(every) == 0 ? guarded(size, alignment) : 0;
        return guarded != 0 ? guarded : source.allocate(size, alignment);
    }

    /** 0 if there are no pages for it, or no heap: a guarded block less is better than an allocation that fails. */
    private long guarded(long size, long alignment) {
        SpareStack.requireMore();
        try {
            CheckedBlock block = checks.guarded(size, alignment);
            return block == null ? 0 : checks.ledger().enter(block);
        } catch (OutOfMemoryError full) {
            return 0;
        }
    }

    @Override
    public long allocateAt(int partition, long size, long alignment) {
        return source.allocateAt(partition, size, alignment);
    }

    @Override
    public long refill(int sizeClass) {
        return source.refill(sizeClass);
    }

    @Override
    public long takeAt(int partition, int sizeClass) {
        return source.takeAt(partition, sizeClass);
    }

    /**
     * Frees a block.
     *
     * @throws BlockViolation if it was guarded, and is freed twice; or if something was written outside of it, in which case it is
     *                        freed
     */
    @Override
    public void free(long address) {
        SpareStack.requireMore();
        if (checks.ledger().knows(address)) {
            checks.ledger().free(address);
        } else {
            source.free(address);
        }
    }

    @Override
    public boolean extend(long address, long size) {
        return source.extend(address, size);
    }

    @Override
    public long usableSize(long address) {
        CheckedBlock block = find(address);
        return block != null ? block.size() : source.usableSize(address);
    }

    private CheckedBlock find(long address) {
        SpareStack.require();
        return checks.ledger().find(address);
    }

    @Override
    public ByteBuffer buffer(long address) {
        CheckedBlock block = find(address);
        return block != null ? block.view() : source.buffer(address);
    }

    @Override
    public int partitionOf(long address) {
        return find(address) != null ? -1 : source.partitionOf(address);
    }

    @Override
    public Span spanOf(long address) {
        return source.spanOf(address);
    }
}
