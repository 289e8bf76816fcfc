/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.options.CheckOptions;
import io.perch.os.OsMemory;
import io.perch.slab.FrontEnd;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checked mode of an allocator: finds writes before a block, past its end and after its life, double and foreign frees, and blocks
 * that are still in use at close. Every finding is logged as an error by {@code System.Logger} "io.perch.debug"; what concerns the
 * caller's own free is also thrown. All methods may be called from any thread.
 */
public final class Checks {
    private final Ledger ledger;
    private final GuardedPages guarded;
    private final int guardEvery;
    private final AtomicLong allocations = new AtomicLong();

    /**
     * @param memory  where guarded pages come from, or null if there can be none
     * @param options what to do
     */
    public Checks(OsMemory memory, CheckOptions options) {
        this.ledger = new Ledger(options.quarantineBytes());
        this.guarded = memory == null ? null : new GuardedPages(memory);
        this.guardEvery = options.guardEvery();
    }

    Ledger ledger() {
        return ledger;
    }

    /** Adds to a snapshot how many blocks were guarded, and what their pages were refused. */
    public void snapshot(FrontEnd.Snapshot into) {
        if (guarded != null) {
            into.guardedBlocks += guarded.soFar();
            into.add(guarded.refusals());
        }
    }

    /** A block on guarded pages if it is this allocation's turn and there are some; otherwise null. */
    CheckedBlock nextGuarded(long size, long alignment) {
        return guarded != null && guardEvery > 0 && allocations.incrementAndGet() % guardEvery == 0
                ? guarded(size, alignment) : null;
    }

    /** A block on guarded pages; null if there are none. */
    CheckedBlock guarded(long size, long alignment) {
        return guarded.allocate(size, alignment);
    }

    /** Reports what is in use, and holds nothing back from now on. */
    public void close() {
        ledger.close();
    }

    /** Ends the quarantine of all blocks, and checks what was written to them. */
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
}
