/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;
import io.perch.arena.ReservedSpace;
import io.perch.sizeclass.SizeClasses;

/**
 * Which blocks of size classes users have, for hardened mode: a byte for each 64 bytes of memory, because a block can start there.
 *
 * <pre>
 *   7                   0
 *   +---------------------+
 *   | size class + 1      |     of the block that starts here and is in use; 0: there is none
 *   +---------------------+
 * </pre>
 *
 * <p>So it costs 1/64 of the memory that was ever in use, on the heap. A byte and not a bit, so that the owners of neighbours need
 * no atomic instruction to tell them apart. Nor is there one for a block: two threads that free it at the same moment may both
 * succeed, and then its second hand-over is refused instead. All methods may be called from any thread.
 */
public final class BlockStates {
    /** The states of 2 MiB of memory are one array. */
    public static final int CHUNK_SHIFT = 21;
    /** One state is for 64 bytes. */
    public static final int CELL_SHIFT = 6;
    /** States of an array. */
    public static final int CELLS = 1 << CHUNK_SHIFT - CELL_SHIFT;

    /** Null if the addresses are in one piece from {@link #base} on: then an offset takes no call. */
    private final AddressSpace pieces;
    private final long base;
    /** Made with the first span there, under the lock of this. Plain: a thread that finds none looks again under the lock. */
    private final byte[][] chunks;

    BlockStates(AddressSpace space) {
        this.pieces = space instanceof ReservedSpace ? null : space;
        this.base = space instanceof ReservedSpace reserved ? reserved.base() : 0;
        this.chunks = new byte[(int) (((long) space.capacity() << SizeClasses.PAGE_SHIFT) - 1 >>> CHUNK_SHIFT) + 1][];
    }

    /** Whether all addresses are in one piece of memory: then {@link #base} and {@link #chunks} can be used. */
    public boolean inOnePiece() {
        return pieces == null;
    }

    /** The address of the first state's memory. */
    public long base() {
        return base;
    }

    /**
     * The states themselves, by chunk, for a caller that has a block in its hand, and so must call nothing that could find the
     * stack full. A chunk may look null to a thread that has not seen it made: {@link #use} and {@link #giveUp} look again.
     */
    public byte[][] chunks() {
        return chunks;
    }

    private long offsetOf(long block) {
        return pieces == null ? block - base : pieces.offsetOf(block);
    }

    /**
     * Notes that a user gets a block.
     *
     * @param block the caller has just taken it from the allocator
     * @return false if a user has it already: it was freed twice at once, and taken twice
     */
    public boolean use(int sizeClass, long block) {
        long offset = offsetOf(block);
        byte[] chunk = chunk(offset);
        int cell = (int) (offset >>> CELL_SHIFT) & CELLS - 1;
        if (chunk[cell] != 0) {
            return false;
        }
        chunk[cell] = (byte) (sizeClass + 1);
        return true;
    }

    /**
     * Notes that its user gives a block up. Any address is allowed.
     *
     * @return whether it was in use. Of several callers at the same moment, more than one may get true; then {@link #use} refuses
     *         the block when it is handed out again
     */
    public boolean giveUp(int sizeClass, long block) {
        long offset = offsetOf(block);
        if (offset >>> CHUNK_SHIFT >= chunks.length || (block & SizeClasses.ALIGNMENT - 1) != 0) {
            return false;
        }
        byte[] chunk = chunk(offset);
        int cell = (int) (offset >>> CELL_SHIFT) & CELLS - 1;
        if (chunk == null || chunk[cell] != sizeClass + 1) {
            return false;
        }
        chunk[cell] = 0;
        return true;
    }

    private byte[] chunk(long offset) {
        byte[] chunk = chunks[(int) (offset >>> CHUNK_SHIFT)];
        return chunk != null ? chunk : chunkNow((int) (offset >>> CHUNK_SHIFT));
    }

    private synchronized byte[] chunkNow(int index) {
        return chunks[index];
    }

    /** Makes room for the blocks of a span before there are any: whoever has a block already could not make it in a full heap. */
    synchronized void cover(Span span) {
        long first = offsetOf(span.address());
        for (int index = (int) (first >>> CHUNK_SHIFT); index <= first + span.bytes() - 1 >>> CHUNK_SHIFT; index++) {
            if (chunks[index] == null) {
                chunks[index] = new byte[CELLS];
            }
        }
    }
}
