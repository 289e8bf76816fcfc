/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The table in which critical sections find their slab, as {@link SlabLayout} draws it. It is never unmapped: a thread that still
 * holds a closed allocator reads a zero from it, and no more ({@link SpareMemory}). It takes 64 KiB of address space per node, of
 * which only pages with entries have memory behind them. Several threads may change entries at once, but each entry only one thread
 * at a time.
 */
public final class SlabTable {
    private static final VarHandle ENTRY = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final long address;
    private final int bytes;
    private final ByteBuffer entries;

    /**
     * @param mode  what indexes the table: all but {@code cpu} need a row for each node
     * @param nodes how many node numbers there can be
     * @throws io.perch.os.OsMemoryException if the system has no memory
     */
    public SlabTable(OsMemory memory, IndexMode mode, int nodes) {
        this(memory, mode, nodes, SpareMemory.NONE);
    }

    /**
     * @param spare where the memory may come from
     * @throws io.perch.os.OsMemoryException if the system has no memory
     */
    public SlabTable(OsMemory memory, IndexMode mode, int nodes, SpareMemory spare) {
        int rows = mode == IndexMode.CPU ? 1 : nodes;
        this.bytes = rows * SlabLayout.INDEXES_PER_NODE * SlabLayout.WORD;
        this.address = spare.takeTable(memory, bytes, "perch slab table");
        this.entries = memory.view(address, bytes);
    }

    /**
     * Lets others have the table, whose entries are all null by now.
     *
     * @param owner through whom critical sections are called with it
     */
    public void giveUp(SpareMemory spare, Object owner) {
        spare.giveTable(owner, address, bytes);
    }

    /** What critical sections are called with. */
    public long address() {
        return address;
    }

    /** Lets critical sections of an index use the slab; everything written to it before is seen by them. */
    public void publish(int index, SlabMemory slab) {
        slab.open(index, address);
        ENTRY.setRelease(entries, index * SlabLayout.WORD, slab.address());
    }

    /** Makes critical sections that begin from now on find no slab. Those begun before end at the next fence. */
    public void stop(int index, SlabMemory slab) {
        set(index, 0);
        slab.shut();
    }

    /** Changes an entry, and nothing in the slab: in mode notify, threads that remember another slab keep using that one. */
    void set(int index, long slab) {
        ENTRY.setVolatile(entries, index * SlabLayout.WORD, slab);
    }
}
