/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A block as checked mode knows it.
 *
 * <pre>
 *   base            address          address + size        base + room
 *    ├───────────────┼────────────────┼─────────────────────┤
 *    │ red zone      │ the user's     │ red zone            │
 *    └───────────────┴────────────────┴─────────────────────┘
 * </pre>
 *
 * <p>Blocks of adapters, which check bounds themselves, have no red zones. To be used only by {@link Ledger}, under its lock.
 */
final class CheckedBlock {
    static final byte ZONE = (byte) 0xA5;
    static final byte POISON = (byte) 0xDE;
    /** A block at a multiple of 1 GiB has a GiB before it, of which no more than this is looked at. */
    static final long LARGEST_ZONE = 64 << 10;

    private final long base;
    private final long room;
    private final long address;
    private final long size;
    private final Keeper keeper;
    private final Site allocated;
    /** The next one in a bucket of {@link BlockTable}. */
    CheckedBlock nextInBucket;
    /** The one that was freed next. */
    CheckedBlock freedNext;
    private Site freed;
    /** Whether all of it has the poison. */
    private boolean poisoned;

    /** The holder of a block's memory, which takes it back. */
    interface Keeper {
        /** A buffer that shows the block, with the block's base at {@code offset(base)}. */
        ByteBuffer memory(long base);

        /** Where the block begins in {@link #memory}. */
        int offset(long base);

        /** The partition that the block's memory counts for, or -1 if it is on pages of its own outside of all. */
        int partition(long base);

        /** Takes the memory back for good. */
        void release(long base, long room);

        /** Called when the block is freed, and before {@link #release}. */
        default void retire(CheckedBlock block) {
            // nothing by default: the block is poisoned and held back
        }

        /** Whether a freed block can be read and written. */
        default boolean accessibleWhenFreed() {
            return true;
        }
    }

    CheckedBlock(long base, long room, long address, long size, Keeper keeper) {
        this.base = base;
        this.room = room;
        this.address = address;
        this.size = size;
        this.keeper = keeper;
        this.allocated = new Site("allocated");
    }

    long base() {
        return base;
    }

    long room() {
        return room;
    }

    long address() {
        return address;
    }

    long size() {
        return size;
    }

    Site allocated() {
        return allocated;
    }

    /** Null while the block is in use. */
    Site freed() {
        return freed;
    }

    /**
     * A buffer that shows the block, at {@link #offset}.
     *
     * @throws IllegalStateException if it is too large
     */
    ByteBuffer memory() {
        return keeper.memory(base);
    }

    int offset() {
        return keeper.offset(base) + (int) (address - base);
    }

    /** A new buffer over what the user has of the block, in native order. */
    ByteBuffer view() {
        return memory().slice(offset(), Math.toIntExact(size)).order(ByteOrder.nativeOrder());
    }

    /** As {@link Keeper#partition}. */
    int partition() {
        return keeper.partition(base);
    }

    /** Where the red zone before the block begins, as far as it is looked at. */
    private long start() {
        return Math.max(base, address - LARGEST_ZONE);
    }

    void fillZones() {
        fill(start(), address - start(), ZONE);
        fill(address + size, base + room - address - size, ZONE);
    }

    /** What was written outside of the block, or null. */
    String damage() {
        long before = firstOther(start(), address - start(), ZONE);
        if (before >= 0) {
            return "was written to before its start, at offset " + (before - (address - start()));
        }
        long behind = firstOther(address + size, base + room - address - size, ZONE);
        return behind < 0 ? null : "was written to behind its end, at offset " + (size + behind);
    }

    /** Notes that it is free, and who freed it. */
    void free(Site by) {
        freed = by;
    }

    /** Makes late uses show. */
    void poison() {
        if (keeper.accessibleWhenFreed()) {
            fill(start(), base + room - start(), POISON);
            poisoned = true;
        }
        keeper.retire(this);
    }

    /** What was written after the block was freed, or null. */
    String lateDamage() {
        long at = poisoned ? firstOther(start(), base + room - start(), POISON) : -1;
        return at < 0 ? null : "was written to after it was freed, at offset " + (at - (address - start()));
    }

    void release() {
        keeper.release(base, room);
    }

    /** No buffer shows more than 2 GiB: a block that large is known, but its bytes are not looked at. */
    private boolean isVisible() {
        return room <= Integer.MAX_VALUE;
    }

    private void fill(long from, long bytes, byte value) {
        if (!isVisible()) {
            return;
        }
        ByteBuffer memory = keeper.memory(base);
        int start = keeper.offset(base) + (int) (from - base);
        for (int i = 0; i < bytes; i++) {
            memory.put(start + i, value);
        }
    }

    /** The offset of the first byte with another value, or -1. */
    private long firstOther(long from, long bytes, byte value) {
        if (!isVisible()) {
            return -1;
        }
        ByteBuffer memory = keeper.memory(base);
        int start = keeper.offset(base) + (int) (from - base);
        for (int i = 0; i < bytes; i++) {
            if (memory.get(start + i) != value) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "0x" + Long.toHexString(address) + " of " + size + " bytes";
    }
}
