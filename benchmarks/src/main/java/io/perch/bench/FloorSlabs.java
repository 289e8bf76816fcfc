/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.SlabMemory;
import io.perch.rseq.SlabTable;
import io.perch.rseq.call.IndexMode;
import io.perch.topology.Topology;

/**
 * The smallest memory that critical sections can work on: one size class, and slabs that are half full, so that a pair succeeds
 * even if a move to another CPU splits it. Nothing is given back: the process lives for one measurement.
 */
final class FloorSlabs {
    private static final int BEGIN = SlabLayout.header(1) / SlabLayout.WORD;
    private static final int BLOCKS = 64;
    private static final int SLAB_BYTES = (BEGIN + 2 * BLOCKS) * SlabLayout.WORD;
    /** How many CPU numbers get a slab; a larger machine measures on its first CPUs. */
    private static final int CPUS = 1024;

    private final IndexMode mode;
    private final OsMemory memory;
    private final SlabTable table;

    FloorSlabs() {
        this(NativePlatform.get().supports(IndexMode.VCPU) ? IndexMode.VCPU : IndexMode.CPU);
    }

    FloorSlabs(IndexMode mode) {
        this.mode = mode;
        memory = NativePlatform.get().memory();
        int rows = mode == IndexMode.CPU ? 1 : Topology.read().possibleNodes(1);
        table = new SlabTable(memory, mode, rows);
        for (int row = 0; row < rows; row++) {
            long slabs = map(CPUS * SLAB_BYTES);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                long address = slabs + cpu * SLAB_BYTES;
                SlabMemory slab = new SlabMemory(address, memory.view(address, SLAB_BYTES));
                slab.setList(0, BEGIN, BEGIN + BLOCKS, BEGIN + 2 * BLOCKS, BEGIN + 2 * BLOCKS);
                for (int i = 0; i < BLOCKS; i++) {
                    // Any number will do, but each only once: push refuses the block that is on top of the list already.
                    slab.setBlock(BEGIN + i, address + i);
                }
                table.publish(row << SlabLayout.NODE_SHIFT | cpu, slab);
            }
        }
    }

    private long map(int bytes) {
        long pages = bytes + memory.pageSize() - 1 & -memory.pageSize();
        long address = memory.reserve(pages, memory.pageSize(), "perch floor");
        memory.commit(address, pages);
        return address;
    }

    /**
     * Pops and pushes in a loop in C.
     *
     * @throws IllegalStateException if a pair fails: the time would mean nothing
     */
    long pairs(NativeFloor floor, int count) {
        long done = floor.pairLoop(mode, table.address(), 0, count);
        if (done != count) {
            throw new IllegalStateException("pair " + done + " of " + count + " failed in mode " + mode);
        }
        return done;
    }
}
