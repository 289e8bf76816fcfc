/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.os.OsMemory;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The table in which critical sections find their slab. It is never unmapped: a thread that still holds a closed allocator reads
 * a zero from it, and no more. It takes 64 KiB of address space a node, of which only pages with entries have memory behind them.
 */
final class SlabTable {
    private static final VarHandle ENTRY = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final long address;
    private final ByteBuffer entries;

    /**
     * @param mode  what indexes the table: all but {@code cpu} need a row for each node
     * @param nodes how many node numbers there can be
     */
    SlabTable(OsMemory memory, IndexMode mode, int nodes) {
        int rows = mode == IndexMode.CPU ? 1 : nodes;
        int bytes = rows * SlabLayout.INDEXES_PER_NODE * SlabLayout.WORD;
        this.address = memory.reserve(bytes, memory.pageSize(), "perch slab table");
        memory.commit(address, bytes);
        this.entries = memory.view(address, bytes);
    }

    long address() {
        return address;
    }

    /** Lets critical sections use the slab; everything written to it before is seen by them. */
    void publish(Slab slab) {
        slab.open(address);
        ENTRY.setRelease(entries, slab.index() * SlabLayout.WORD, slab.address());
    }

    /** Makes critical sections that begin from now on find no slab. Those begun before end at the next fence. */
    void stop(Slab slab) {
        ENTRY.setVolatile(entries, slab.index() * SlabLayout.WORD, 0L);
        slab.shut();
    }
}
