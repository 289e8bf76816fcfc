/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What closed allocators leave goes to others, but not before nobody can get at them. */
class SpareMemoryTest {
    /** No slab and no table has this size. */
    private static final int PAGES = 77;

    private final NativePlatform platform = NativePlatform.get();

    @BeforeEach
    void assumeSupported() {
        assumeTrue(platform.supports(IndexMode.CPU), platform.reason(IndexMode.CPU));
        assumeTrue(platform.fence(), "the kernel refuses fences");
    }

    private static void collect(WeakReference<?> garbage) throws InterruptedException {
        while (garbage.get() != null) {
            System.gc();
            Thread.sleep(10);
        }
    }

    @Test
    void memoryIsReusedOnceItsOwnerIsGarbage() throws InterruptedException {
        OsMemory memory = platform.memory();
        SpareMemory spare = platform.spareMemory();
        long bytes = PAGES * memory.pageSize();
        Object owner = new Object();
        long first = spare.take(memory, bytes, "perch test");
        spare.give(owner, first, bytes);
        long second = spare.take(memory, bytes, "perch test");
        assertThat(second).as("the owner is reachable").isNotEqualTo(first);
        Reference.reachabilityFence(owner);
        WeakReference<Object> garbage = new WeakReference<>(owner);
        owner = null;
        collect(garbage);
        assertThat(spare.take(memory, bytes, "perch test")).isEqualTo(first);
        assertThat(spare.take(memory, bytes, "perch test")).as("it is given once").isNotEqualTo(first);
    }

    @Test
    void memoryOfNobodyIsReusedAtOnce() {
        OsMemory memory = platform.memory();
        SpareMemory spare = platform.spareMemory();
        long bytes = (PAGES + 1) * memory.pageSize();
        long first = spare.take(memory, bytes, "perch test");
        spare.give(null, first, bytes);
        assertThat(spare.take(memory, bytes, "perch test")).isEqualTo(first);
    }

    /** A table is all null, and the first word of what was a slab is not. */
    @Test
    void whatWasASlabNeverBecomesATable() {
        OsMemory memory = platform.memory();
        SpareMemory spare = platform.spareMemory();
        long bytes = (PAGES + 2) * memory.pageSize();
        long slab = spare.take(memory, bytes, "perch test");
        spare.give(null, slab, bytes);
        long table = spare.takeTable(memory, bytes, "perch test");
        assertThat(table).isNotEqualTo(slab);
        spare.giveTable(null, table, bytes);
        assertThat(spare.take(memory, bytes, "perch test")).isEqualTo(slab);
        assertThat(spare.takeTable(memory, bytes, "perch test")).isEqualTo(table);
    }
}
