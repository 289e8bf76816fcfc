/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.example;

import io.perch.PerchAllocator;
import io.perch.PerchOutOfMemoryError;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.RootAllocator;

/**
 * Apache Arrow's buffers from Perch: Arrow asks for addresses, so that it needs neither its Netty module nor Perch's.
 *
 * <p>Arrow itself wants {@code --add-opens=java.base/java.nio=ALL-UNNAMED}, and {@code arrow-memory-unsafe} on the class path,
 * which it then does not use.
 */
// tag::arrow[]
public final class ArrowOnPerch implements AllocationManager.Factory {
    private final PerchAllocator blocks;

    /** @param blocks where memory comes from; to be closed after Arrow's allocators */
    public ArrowOnPerch(PerchAllocator blocks) {
        this.blocks = blocks;
    }

    /** An Arrow allocator without a limit of its own. */
    public RootAllocator allocator() {
        return new RootAllocator(RootAllocator.configBuilder().allocationManagerFactory(this).build());
    }

    @Override
    public AllocationManager create(BufferAllocator accountedTo, long size) {
        try {
            return new Block(accountedTo, blocks.allocate(size), size);
        } catch (PerchOutOfMemoryError full) {
            throw new OutOfMemoryException(full.getMessage(), full);
        }
    }

    @Override
    public ArrowBuf empty() {
        return new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);
    }

    private final class Block extends AllocationManager {
        private final long address;
        private final long size;

        Block(BufferAllocator accountedTo, long address, long size) {
            super(accountedTo);
            this.address = address;
            this.size = size;
        }

        @Override
        public long getSize() {
            return size;
        }

        @Override
        protected long memoryAddress() {
            return address;
        }

        @Override
        protected void release0() {
            blocks.free(address, size);
        }
    }
}
// end::arrow[]
