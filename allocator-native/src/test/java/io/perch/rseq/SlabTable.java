/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A slab table in native memory, for up to 16 nodes. */
final class SlabTable implements AutoCloseable {
    static final int INDEXES = 16 * SlabLayout.INDEXES_PER_NODE;

    private static final VarHandle ENTRY = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final OsMemory memory;
    private final long address;
    private final ByteBuffer view;

    SlabTable(OsMemory memory) {
        this.memory = memory;
        address = memory.reserve(bytes(), memory.pageSize(), "perch test table");
        memory.commit(address, bytes());
        view = memory.view(address, bytes());
    }

    private static int bytes() {
        return INDEXES * SlabLayout.WORD;
    }

    long address() {
        return address;
    }

    /** Publishes a slab, or stops it with 0. */
    void set(int index, long slab) {
        ENTRY.setVolatile(view, index * SlabLayout.WORD, slab);
    }

    void setAll(long slab) {
        for (int i = 0; i < INDEXES; i++) {
            set(i, slab);
        }
    }

    @Override
    public void close() {
        memory.unmap(address, bytes());
    }
}
