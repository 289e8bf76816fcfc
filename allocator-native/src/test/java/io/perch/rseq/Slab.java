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
import java.util.ArrayList;
import java.util.List;

/** A slab in native memory, as {@link SlabLayout} draws it. */
final class Slab implements AutoCloseable {
    private static final VarHandle KEY = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final OsMemory memory;
    private final long address;
    private final int bytes;
    private final ByteBuffer view;

    Slab(OsMemory memory, int words) {
        this.memory = memory;
        int page = (int) memory.pageSize();
        bytes = (words * SlabLayout.WORD + page - 1) / page * page;
        address = memory.reserve(bytes, page, "perch test slab");
        memory.commit(address, bytes);
        view = memory.view(address, bytes);
    }

    long address() {
        return address;
    }

    /** Lets threads of an index use the slab in mode notify. */
    void open(int index, long table) {
        view.putLong(SlabLayout.TABLE, table);
        KEY.setVolatile(view, SlabLayout.KEY, SlabLayout.key(index));
    }

    boolean isShut() {
        return view.getLong(SlabLayout.KEY) == SlabLayout.NOBODY;
    }

    /** Makes threads that remember the slab refuse it. */
    void shut() {
        KEY.setVolatile(view, SlabLayout.KEY, SlabLayout.NOBODY);
    }

    /** Makes it a slab of the home whose lists begin with {@code firstList}. */
    void home(int firstList) {
        view.putInt(SlabLayout.PARTITION, firstList);
    }

    /** One of the counts of operations that know homes. */
    long count(int offset) {
        return view.getLong(offset);
    }

    void header(int sizeClass, int begin, int current, int end, int limit) {
        set(sizeClass, SlabLayout.HEADER_CURRENT, current);
        set(sizeClass, SlabLayout.HEADER_BEGIN, begin);
        set(sizeClass, SlabLayout.HEADER_END, end);
        set(sizeClass, SlabLayout.HEADER_LIMIT, limit);
    }

    /** Puts the same block into the slots from one to another. */
    void fill(int from, int to, long block) {
        for (int i = from; i < to; i++) {
            view.putLong(i * SlabLayout.WORD, block);
        }
    }

    int current(int sizeClass) {
        return get(sizeClass, SlabLayout.HEADER_CURRENT);
    }

    int end(int sizeClass) {
        return get(sizeClass, SlabLayout.HEADER_END);
    }

    /** The blocks of a class list, the one that was pushed last at the end. */
    List<Long> blocks(int sizeClass) {
        List<Long> blocks = new ArrayList<>();
        for (int i = get(sizeClass, SlabLayout.HEADER_BEGIN); i < current(sizeClass); i++) {
            blocks.add(view.getLong(i * SlabLayout.WORD));
        }
        return blocks;
    }

    /** What a remote thread does to a stopped slab. */
    List<Long> drain(int sizeClass) {
        List<Long> blocks = blocks(sizeClass);
        set(sizeClass, SlabLayout.HEADER_CURRENT, get(sizeClass, SlabLayout.HEADER_BEGIN));
        return blocks;
    }

    private void set(int sizeClass, int field, int value) {
        view.putShort(SlabLayout.header(sizeClass) + field, (short) value);
    }

    private int get(int sizeClass, int field) {
        return Short.toUnsignedInt(view.getShort(SlabLayout.header(sizeClass) + field));
    }

    /** The pages go back; the address stays, because a thread may remember the slab and look at its key. */
    @Override
    public void close() {
        memory.release(address, bytes);
    }
}
