/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.options.CheckOptions;
import io.perch.os.OsMemory;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * Checked mode of an allocator: finds writes before, behind and after the life of a block, double and foreign frees, and blocks
 * that are still in use at close. Every finding is logged as an error by {@code System.Logger} "io.perch.debug"; what concerns the
 * caller's own free is thrown too. All methods may be called from any thread.
 */
public final class Checks {
    /** Bytes of the red zones, at the least. */
    static final long ZONE = 64;

    private final Source source;
    private final Ledger ledger;
    private final GuardedPages guarded;
    private final int guardEvery;
    private final AtomicLong allocations = new AtomicLong();
    private final CheckedBlock.Keeper unchecked = new Unchecked();

    /** The allocator behind, which checks nothing. */
    public interface Source {
        /** A block; as {@code PerchAllocator.allocate}. */
        long allocate(long size, long alignment);

        /** A block whose memory is at a partition, or near it. */
        long allocateAt(int partition, long size, long alignment);

        /** Takes a block back. */
        void free(long address);

        /** The usable bytes of a block. */
        long usableSize(long address);

        /** The span that contains a block. */
        Span spanOf(long address);
    }

    /**
     * @param source  where blocks come from
     * @param memory  where guarded pages come from, or null if there can be none
     * @param options what to do
     */
    public Checks(Source source, OsMemory memory, CheckOptions options) {
        this.source = source;
        this.ledger = new Ledger(options.quarantineBytes());
        this.guarded = memory == null ? null : new GuardedPages(memory);
        this.guardEvery = options.guardEvery();
    }

    /** The front end for adapters. */
    public FrontEnd over(FrontEnd inner) {
        return new CheckedSlabs(inner, this);
    }

    /**
     * Allocates a block between red zones, or now and then on pages of its own.
     *
     * @param size      bytes, ≥ 1: exactly these may be used
     * @param alignment a power of two
     */
    public long allocate(long size, long alignment) {
        CheckedBlock block = nextIsGuarded() ? guarded.allocate(size, alignment) : null;
        if (block == null) {
            return allocate(size, Math.max(ZONE, alignment), room -> source.allocate(room, alignment));
        }
        ledger.add(block);
        return block.address();
    }

    /** Allocates a block between red zones whose memory is at a partition, or near it. Pages of its own would be at none. */
    public long allocateAt(int partition, long size, long alignment) {
        return allocate(size, Math.max(ZONE, alignment), room -> source.allocateAt(partition, room, alignment));
    }

    private long allocate(long size, long front, LongUnaryOperator allocation) {
        if (size > Long.MAX_VALUE - front - ZONE) {
            return allocation.applyAsLong(size);
        }
        long base = allocation.applyAsLong(front + size + ZONE);
        ledger.add(new CheckedBlock(base, source.usableSize(base), base + front, size, unchecked));
        return base + front;
    }

    /**
     * Notes that an adapter gets a block of a size class, without red zones.
     *
     * @return the block
     */
    public long handOut(int sizeClass, long block) {
        if (block > 0) {
            int size = SizeClasses.size(sizeClass);
            ledger.add(new CheckedBlock(block, size, block, size, unchecked));
        }
        return block;
    }

    private boolean nextIsGuarded() {
        return guarded != null && guardEvery > 0 && allocations.incrementAndGet() % guardEvery == 0;
    }

    /**
     * Frees a block.
     *
     * @throws BlockViolation if it is not in use, and then nothing is changed; or if something was written outside of it, and
     *                        then it is freed
     */
    public void free(long address) {
        ledger.free(address);
    }

    /**
     * The bytes that were asked for.
     *
     * @throws IllegalArgumentException if there is no such block in use
     */
    public long usableSize(long address) {
        CheckedBlock block = ledger.find(address);
        if (block == null) {
            throw new IllegalArgumentException("0x" + Long.toHexString(address) + " is not the start of a block in use");
        }
        return block.size();
    }

    /** Whether a block in use starts at {@code address}. */
    public boolean isInUse(long address) {
        return ledger.find(address) != null;
    }

    /** Ends the quarantine of all blocks, and looks what was written to them. */
    public void flush() {
        ledger.flush();
    }

    /** The first hundred findings. */
    public List<BlockViolation> violations() {
        return ledger.violations();
    }

    /** A line for each place that allocated blocks which are in use now. */
    public List<String> inUseBySite() {
        return ledger.inUseBySite();
    }

    void close() {
        ledger.close();
    }

    /** Blocks of the allocator behind. */
    private final class Unchecked implements CheckedBlock.Keeper {
        @Override
        public ByteBuffer memory(long base) {
            return source.spanOf(base).memory();
        }

        @Override
        public int offset(long base) {
            return (int) (base - source.spanOf(base).address());
        }

        @Override
        public void release(long base, long room) {
            source.free(base);
        }
    }
}
