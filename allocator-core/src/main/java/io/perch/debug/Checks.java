/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.os.OsMemory;
import io.perch.slab.CpuSlabs;
import io.perch.span.Span;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

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
    public CpuSlabs over(CpuSlabs inner) {
        return new CheckedSlabs(inner, this);
    }

    /**
     * Allocates a block between red zones, or now and then on pages of its own.
     *
     * @param size      bytes, ≥ 1: exactly these may be used
     * @param alignment a power of two
     */
    public long allocate(long size, long alignment) {
        CheckedBlock block = isGuarded() ? guarded.allocate(size, alignment) : null;
        if (block != null) {
            ledger.add(block);
            return block.address();
        }
        long front = Math.max(ZONE, alignment);
        if (size > Long.MAX_VALUE - front - ZONE) {
            return source.allocate(size, alignment);
        }
        long base = source.allocate(front + size + ZONE, alignment);
        add(base, source.usableSize(base), base + front, size);
        return base + front;
    }

    private boolean isGuarded() {
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

    /** Notes a block of the allocator behind, as {@link CheckedBlock} draws it. */
    void add(long base, long room, long address, long size) {
        ledger.add(new CheckedBlock(base, room, address, size, unchecked));
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
