/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.topology.Topology;
import java.nio.ByteBuffer;

/**
 * The least memory that critical sections can work on: one size class, and slabs that are half full, so that a pair succeeds even
 * when a move to another CPU splits it. Nothing is given back: the process lives for one measurement.
 */
final class FloorSlabs {
    private static final int BEGIN = SlabLayout.header(1) / SlabLayout.WORD;
    private static final int BLOCKS = 64;
    private static final int SLAB_BYTES = (BEGIN + 2 * BLOCKS) * SlabLayout.WORD;
    /** CPU numbers that get a slab; a larger machine measures on its first ones. */
    private static final int CPUS = 1024;
    private static final long BLOCK = 64;

    private final IndexMode mode;
    private final OsMemory memory;
    private final long table;

    /** For the better of the modes that every machine with restartable sequences may have. */
    FloorSlabs() {
        this(NativePlatform.get().supports(IndexMode.VCPU) ? IndexMode.VCPU : IndexMode.CPU);
    }

    FloorSlabs(IndexMode mode) {
        this.mode = mode;
        memory = NativePlatform.get().memory();
        int rows = mode != IndexMode.CPU ? Topology.read().possibleNodes(1) : 1;
        int rowBytes = SlabLayout.INDEXES_PER_NODE * SlabLayout.WORD;
        table = map(rows * rowBytes);
        ByteBuffer entries = memory.view(table, rows * rowBytes);
        for (int row = 0; row < rows; row++) {
            long slabs = map(CPUS * SLAB_BYTES);
            ByteBuffer words = memory.view(slabs, CPUS * SLAB_BYTES);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                fill(words.slice(cpu * SLAB_BYTES, SLAB_BYTES).order(words.order()), row * SlabLayout.INDEXES_PER_NODE + cpu);
                entries.putLong(row * rowBytes + cpu * SlabLayout.WORD, slabs + cpu * SLAB_BYTES);
            }
        }
    }

    private long map(int bytes) {
        long pages = bytes + memory.pageSize() - 1 & -memory.pageSize();
        long address = memory.reserve(pages, memory.pageSize(), "perch floor");
        memory.commit(address, pages);
        return address;
    }

    private void fill(ByteBuffer slab, int index) {
        slab.putLong(SlabLayout.KEY, SlabLayout.key(index));
        slab.putLong(SlabLayout.TABLE, table);
        int header = SlabLayout.header(0);
        slab.putShort(header + SlabLayout.HEADER_CURRENT, (short) (BEGIN + BLOCKS));
        slab.putShort(header + SlabLayout.HEADER_BEGIN, (short) BEGIN);
        slab.putShort(header + SlabLayout.HEADER_END, (short) (BEGIN + 2 * BLOCKS));
        slab.putShort(header + SlabLayout.HEADER_LIMIT, (short) (BEGIN + 2 * BLOCKS));
        for (int i = 0; i < BLOCKS; i++) {
            slab.putLong((BEGIN + i) * SlabLayout.WORD, BLOCK);
        }
    }

    /**
     * Pops and pushes in a loop in C.
     *
     * @throws IllegalStateException if a pair fails: the time would mean nothing
     */
    long pairs(NativeFloor floor, int count) {
        long done = floor.pairLoop(mode, table, 0, count);
        if (done != count) {
            throw new IllegalStateException("pair " + done + " of " + count + " failed in mode " + mode);
        }
        return done;
    }
}
