/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import com.sun.jna.Pointer;
import io.perch.rseq.call.SlabCalls;
import java.util.function.IntSupplier;

/**
 * The operations in plain Java, for one thread, on a CPU that a test makes up. What {@link SlabCalls} promises, and nothing more.
 */
public final class FakeSlabCalls extends SlabCalls {
    private final IntSupplier index;

    /** @param index asked once an operation: where the thread runs */
    public FakeSlabCalls(IntSupplier index) {
        this.index = index;
    }

    private static Pointer at(long address) {
        return new Pointer(address);
    }

    /** The slab of an index, or null. */
    private static Pointer slab(long table, int index) {
        long address = at(table).getLong((long) index * SlabLayout.WORD);
        return address == 0 ? null : at(address);
    }

    private static int get(Pointer slab, int sizeClass, int field) {
        return Short.toUnsignedInt(slab.getShort(SlabLayout.header(sizeClass) + field));
    }

    private static void set(Pointer slab, int sizeClass, int field, int value) {
        slab.setShort(SlabLayout.header(sizeClass) + field, (short) value);
    }

    @Override
    public long pop(long table, int sizeClass) {
        Pointer slab = slab(table, index.getAsInt());
        if (slab == null) {
            return NO_SLAB;
        }
        int current = get(slab, sizeClass, SlabLayout.HEADER_CURRENT);
        if (current <= get(slab, sizeClass, SlabLayout.HEADER_BEGIN)) {
            return NOTHING;
        }
        set(slab, sizeClass, SlabLayout.HEADER_CURRENT, current - 1);
        return slab.getLong((current - 1L) * SlabLayout.WORD);
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        Pointer slab = slab(table, index.getAsInt());
        if (slab == null) {
            return NO_SLAB;
        }
        int current = get(slab, sizeClass, SlabLayout.HEADER_CURRENT);
        if (current >= get(slab, sizeClass, SlabLayout.HEADER_END)) {
            return NOTHING;
        }
        slab.setLong((long) current * SlabLayout.WORD, block);
        set(slab, sizeClass, SlabLayout.HEADER_CURRENT, current + 1);
        return 1;
    }

    @Override
    public int popBatch(long table, int sizeClass, long target, int count) {
        long block = pop(table, sizeClass);
        if (block > 0) {
            at(target).setLong(0, block);
            return 1;
        }
        return (int) block;
    }

    @Override
    public int pushBatch(long table, int sizeClass, long source, int count) {
        return push(table, sizeClass, at(source).getLong(0));
    }

    @Override
    public int grow(long table, int sizeClass, int wanted, int count) {
        Pointer slab = slab(table, wanted);
        if (slab == null || index.getAsInt() != wanted) {
            return NOTHING;
        }
        int end = get(slab, sizeClass, SlabLayout.HEADER_END) + count;
        if (end > get(slab, sizeClass, SlabLayout.HEADER_LIMIT) || end < get(slab, sizeClass, SlabLayout.HEADER_CURRENT)) {
            return NOTHING;
        }
        set(slab, sizeClass, SlabLayout.HEADER_END, end);
        return 1;
    }

    @Override
    public int index() {
        return index.getAsInt();
    }
}
