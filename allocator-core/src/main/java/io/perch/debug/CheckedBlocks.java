/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import io.perch.sync.SpareStack;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;

/** Blocks with checks: they lie between red zones, are in a ledger while in use, and are held back for a while once freed. */
public final class CheckedBlocks implements BlockSource {
    /** The least size of a red zone, in bytes. */
    static final long ZONE = 64;

    private final BlockSource source;
    private final Checks checks;
    private final Ledger ledger;
    private final CheckedBlock.Keeper unchecked = new Unchecked();

    /**
     * @param source where blocks come from, without checks
     * @param checks what is to be looked for, and what was found
     */
    public CheckedBlocks(BlockSource source, Checks checks) {
        this.source = source;
        this.checks = checks;
        this.ledger = checks.ledger();
    }

    /** The front end for adapters. */
    public FrontEnd over(FrontEnd inner) {
        return new CheckedSlabs(inner, this);
    }

    /** Between red zones, or now and then on pages of its own. Exactly {@code size} bytes may be used. */
    @Override
    public long allocate(long size, long alignment) {
        SpareStack.requireMore();
        CheckedBlock block = checks.nextGuarded(size, alignment);
        if (block == null) {
            return between(size, Math.max(ZONE, alignment), room -> source.allocate(room, alignment));
        }
        return ledger.enter(block);
    }

    /** Between red zones: pages of its own would belong to no partition. */
    @Override
    public long allocateAt(int partition, long size, long alignment) {
        SpareStack.requireMore();
        return between(size, Math.max(ZONE, alignment), room -> source.allocateAt(partition, room, alignment));
    }

    private long between(long size, long front, LongUnaryOperator allocation) {
        if (size > Long.MAX_VALUE - front - ZONE) {
            return allocation.applyAsLong(size);
        }
        long base = allocation.applyAsLong(front + size + ZONE);
        if (base == 0) {
            return 0;
        }
        enter(base, base + front, size);
        return base + front;
    }

    /** Enters a block that was just taken; if that fails, it goes back. */
    private void enter(long base, long address, long size) {
        boolean entered = false;
        try {
            ledger.add(new CheckedBlock(base, source.usableSize(base), address, size, unchecked));
            entered = true;
        } finally {
            if (!entered) {
                source.free(base);
            }
        }
    }

    @Override
    public long refill(int sizeClass) {
        SpareStack.requireMore();
        return handOut(sizeClass, source.refill(sizeClass));
    }

    @Override
    public long takeAt(int partition, int sizeClass) {
        SpareStack.requireMore();
        return handOut(sizeClass, source.takeAt(partition, sizeClass));
    }

    /** Notes that an adapter gets a block of a size class without red zones, if it gets one; returns the block. */
    long handOut(int sizeClass, long block) {
        if (block > 0) {
            enter(block, block, SizeClasses.size(sizeClass));
        }
        return block;
    }

    /**
     * Frees a block.
     *
     * @throws BlockViolation if it is not in use, in which case nothing is changed; or if something was written outside of it, in
     *                        which case it is freed
     */
    @Override
    public void free(long address) {
        SpareStack.requireMore();
        ledger.free(address);
    }

    /** The bytes that were asked for. */
    @Override
    public long usableSize(long address) {
        return require(address).size();
    }

    @Override
    public ByteBuffer buffer(long address) {
        return require(address).view();
    }

    private CheckedBlock require(long address) {
        CheckedBlock block = ledger.find(address);
        if (block == null) {
            throw new IllegalArgumentException("0x" + Long.toHexString(address) + " is not the start of a block in use");
        }
        return block;
    }

    @Override
    public int partitionOf(long address) {
        return source.spanOf(address) == null && ledger.find(address) != null ? -1 : source.partitionOf(address);
    }

    @Override
    public Span spanOf(long address) {
        return source.spanOf(address);
    }

    /** Bytes of a partition's blocks that are held back. */
    long quarantined(int partition) {
        return ledger.quarantined(partition);
    }

    void snapshot(FrontEnd.Snapshot into) {
        checks.snapshot(into);
    }

    void flush() {
        SpareStack.requireMore();
        ledger.flush();
    }

    void close() {
        SpareStack.requireMore();
        ledger.close();
    }

    /** Blocks of the allocator behind this one. */
    private final class Unchecked implements CheckedBlock.Keeper {
        @Override
        public ByteBuffer memory(long base) {
            return source.spanOf(base).memory();
        }

        @Override
        public int offset(long base) {
            return source.spanOf(base).offsetOf(base);
        }

        @Override
        public int partition(long base) {
            return source.partitionOf(base);
        }

        @Override
        public void release(long base, long room) {
            source.free(base);
        }
    }
}
