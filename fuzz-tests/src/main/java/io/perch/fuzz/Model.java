/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import io.perch.PerchAllocator;
import io.perch.span.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The reference model: which blocks are in use, where they are, and what was written to their first, middle and last bytes. */
final class Model {
    /** No node in particular. */
    static final int ANY_NODE = -1;

    private final PerchAllocator allocator;
    private final List<Block> blocks = new ArrayList<>();
    private final TreeMap<Long, Block> byAddress = new TreeMap<>();
    private final long[] used = new long[Place.NODES];
    private long serial;

    Model(PerchAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * A block in use.
     *
     * @param usable  bytes
     * @param aligned whether an alignment was asked for: then the size alone does not give the class, so it is not freed by size
     * @param node    the node that it belonged to when it was allocated
     * @param mark    what is written to it
     */
    record Block(long address, long usable, boolean aligned, int node, long mark) {
        @Override
        public String toString() {
            return "0x" + Long.toHexString(address) + " of " + usable + " bytes";
        }
    }

    int count() {
        return blocks.size();
    }

    /** Bytes of all blocks. */
    long used() {
        return LongStream.of(used).sum();
    }

    /** Bytes of all blocks on a node. */
    long used(int node) {
        return used[node];
    }

    /** The block with this index, modulo the number of blocks, or null if there is none. */
    Block get(int which) {
        return blocks.isEmpty() ? null : blocks.get(which % blocks.size());
    }

    /** @param node the node that it has to be on, or {@link #ANY_NODE} */
    void add(long address, long size, long alignment, int node) {
        long usable = allocator.usableSize(address);
        int of = nodeOf(address);
        serial++;
        Block block = new Block(address, usable, alignment > 1, of, serial * 0x9E37_79B9_7F4A_7C15L);
        require(node == ANY_NODE || node == of, block + " is on node " + of + " and not on node " + node);
        require(usable >= size, block + " is too small for " + size);
        require(address % Math.max(alignment, 64) == 0, block + " is not aligned to " + alignment);
        require(alignment > 1 || usable == allocator.goodSize(size), block + " is not what goodSize says of " + size);
        Map.Entry<Long, Block> before = byAddress.lowerEntry(address + usable);
        require(before == null || before.getKey() + before.getValue().usable() <= address,
                block + " overlaps " + (before == null ? "" : before.getValue()));
        blocks.add(block);
        byAddress.put(address, block);
        used[of] += usable;
        mark(block);
    }

    /** Where nodes are not distinguished, it is the first. */
    private int nodeOf(long address) {
        return allocator.nodesOf(address).get(0);
    }

    Block remove(int which) {
        Block block = get(which);
        if (block != null) {
            verify(block);
            blocks.remove(which % blocks.size());
            byAddress.remove(block.address());
            used[block.node()] -= block.usable();
        }
        return block;
    }

    void verifyAll() {
        blocks.forEach(this::verify);
    }

    private void mark(Block block) {
        Span span = allocator.spanOf(block.address());
        ByteBuffer memory = span.memory();
        int start = (int) (block.address() - span.address());
        for (int offset : offsets(block)) {
            memory.putLong(start + offset, block.mark() + offset);
        }
    }

    private void verify(Block block) {
        Span span = allocator.spanOf(block.address());
        require(span != null, block + " is in no span");
        ByteBuffer memory = span.memory();
        int start = (int) (block.address() - span.address());
        for (int offset : offsets(block)) {
            require(memory.getLong(start + offset) == block.mark() + offset, block + " was changed at " + offset);
        }
    }

    private static int[] offsets(Block block) {
        return new int[] {0, (int) (block.usable() / 2), (int) block.usable() - Long.BYTES};
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new AssertionError(message);
        }
    }
}
