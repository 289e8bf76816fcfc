/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import com.sun.jna.Pointer;
import io.perch.os.OsMemory;
import io.perch.rseq.call.SlabCalls;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The operations in plain Java, for one thread, on a CPU that a test makes up. What {@link SlabCalls} promises, and nothing more.
 */
public final class FakeSlabCalls extends SlabCalls {
    private final OsMemory memory = NativePlatform.get().memory();
    private final Map<Long, SlabMemory> slabs = new HashMap<>();
    private final IntSupplier index;

    /** @param index asked once an operation: where the thread runs; {@link #UNREGISTERED} if it may not be registered */
    public FakeSlabCalls(IntSupplier index) {
        this.index = index;
    }

    private static Pointer at(long address) {
        return new Pointer(address);
    }

    /** The slab of an index, or null. */
    private SlabMemory slab(long table, int index) {
        if (index < 0) {
            return null;
        }
        long address = at(table).getLong((long) index * SlabLayout.WORD);
        return address == 0 ? null : slabs.computeIfAbsent(address, this::slabAt);
    }

    private SlabMemory slabAt(long address) {
        return new SlabMemory(address, memory.view(address, SlabLayout.MAX_SLAB_WORDS * SlabLayout.WORD));
    }

    @Override
    public long pop(long table, int sizeClass) {
        SlabMemory slab = slab(table, index.getAsInt());
        if (slab == null) {
            return NO_SLAB;
        }
        int current = slab.current(sizeClass);
        if (current <= slab.begin(sizeClass)) {
            return NOTHING;
        }
        slab.setCurrent(sizeClass, current - 1);
        return slab.block(current - 1);
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        SlabMemory slab = slab(table, index.getAsInt());
        if (slab == null) {
            return NO_SLAB;
        }
        int current = slab.current(sizeClass);
        if (current >= slab.end(sizeClass)) {
            return NOTHING;
        }
        slab.setBlock(current, block);
        slab.setCurrent(sizeClass, current + 1);
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
        SlabMemory slab = slab(table, wanted);
        if (slab == null || index.getAsInt() != wanted) {
            return NOTHING;
        }
        int end = slab.end(sizeClass) + count;
        if (end > slab.limit(sizeClass) || end < slab.current(sizeClass)) {
            return NOTHING;
        }
        slab.setEnd(sizeClass, end);
        return 1;
    }

    @Override
    public int index() {
        return index.getAsInt();
    }
}
