/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;

/** A slab table for up to 16 nodes, in which one slab can be that of all indexes. */
final class WideTable implements AutoCloseable {
    private static final int NODES = 16;
    static final int INDEXES = NODES * SlabLayout.INDEXES_PER_NODE;

    private final OsMemory memory;
    private final SlabTable table;

    WideTable(OsMemory memory) {
        this.memory = memory;
        table = new SlabTable(memory, IndexMode.VCPU, NODES);
    }

    long address() {
        return table.address();
    }

    void publish(int index, MappedSlab slab) {
        table.publish(index, slab.memory());
    }

    void stop(int index, MappedSlab slab) {
        table.stop(index, slab.memory());
    }

    /** Changes an entry, and no key. */
    void set(int index, long slab) {
        table.set(index, slab);
    }

    void setAll(long slab) {
        for (int i = 0; i < INDEXES; i++) {
            table.set(i, slab);
        }
    }

    @Override
    public void close() {
        memory.unmap(address(), (long) INDEXES * SlabLayout.WORD);
    }
}
