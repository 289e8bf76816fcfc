/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A slab in native memory, as {@link SlabLayout} draws it. */
final class Slab implements AutoCloseable {
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

    void header(int sizeClass, int begin, int current, int end, int limit) {
        set(sizeClass, SlabLayout.HEADER_CURRENT, current);
        set(sizeClass, SlabLayout.HEADER_BEGIN, begin);
        set(sizeClass, SlabLayout.HEADER_END, end);
        set(sizeClass, SlabLayout.HEADER_LIMIT, limit);
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
        view.putShort(sizeClass * SlabLayout.HEADER_SIZE + field, (short) value);
    }

    private int get(int sizeClass, int field) {
        return Short.toUnsignedInt(view.getShort(sizeClass * SlabLayout.HEADER_SIZE + field));
    }

    @Override
    public void close() {
        memory.unmap(address, bytes);
    }
}
