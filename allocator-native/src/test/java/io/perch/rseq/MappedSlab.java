/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import java.util.ArrayList;
import java.util.List;

/** A slab in memory of its own, of which a test looks at everything. */
final class MappedSlab implements AutoCloseable {
    private final OsMemory os;
    private final int bytes;
    private final SlabMemory memory;

    MappedSlab(OsMemory os, int words) {
        this.os = os;
        int page = (int) os.pageSize();
        bytes = (words * SlabLayout.WORD + page - 1) / page * page;
        memory = SlabMemory.map(os, bytes, "perch test slab");
    }

    SlabMemory memory() {
        return memory;
    }

    long address() {
        return memory.address();
    }

    /** Lets threads of an index use the slab in mode notify. */
    void open(int index, long table) {
        memory.open(index, table);
    }

    boolean isShut() {
        return memory.isShut();
    }

    /** Makes threads that remember the slab refuse it. */
    void shut() {
        memory.shut();
    }

    /** Makes it a slab of the partition whose lists begin with {@code firstList}. */
    void partition(int firstList) {
        memory.setFirstList(firstList);
    }

    /** How many pops and pushes the operations have counted that know partitions. */
    long allocations() {
        return memory.allocations();
    }

    long localFrees() {
        return memory.localFrees();
    }

    void header(int sizeClass, int begin, int current, int end, int limit) {
        memory.setList(sizeClass, begin, current, end, limit);
    }

    /** Puts the same block into the slots from one to another. */
    void fill(int from, int to, long block) {
        for (int i = from; i < to; i++) {
            memory.setBlock(i, block);
        }
    }

    int current(int sizeClass) {
        return memory.current(sizeClass);
    }

    int end(int sizeClass) {
        return memory.end(sizeClass);
    }

    /** The blocks of a class list, the one that was pushed last at the end. */
    List<Long> blocks(int sizeClass) {
        List<Long> blocks = new ArrayList<>();
        for (int i = memory.begin(sizeClass); i < current(sizeClass); i++) {
            blocks.add(memory.block(i));
        }
        return blocks;
    }

    /** What a remote thread does to a stopped slab. */
    List<Long> drain(int sizeClass) {
        List<Long> blocks = blocks(sizeClass);
        memory.setCurrent(sizeClass, memory.begin(sizeClass));
        return blocks;
    }

    /** The pages go back; the address stays, because a thread may remember the slab and look at its key. */
    @Override
    public void close() {
        os.release(address(), bytes);
    }
}
