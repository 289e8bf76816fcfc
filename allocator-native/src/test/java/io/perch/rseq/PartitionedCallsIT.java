/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations where memory is in several partitions, through the binding under test, on one slab for all indexes. */
class PartitionedCallsIT {
    private static final int CLASS = 3;
    /** The lists of this test: ten classes, then those of partition 0, then those of partition 1. */
    private static final int PARTITION_0 = 10;
    private static final int PARTITION_1 = 20;
    private static final int AWAY = PARTITION_1 + CLASS;
    private static final int OWN_BEGIN = 100;
    private static final int AWAY_BEGIN = 200;

    private final OsMemory memory = NativePlatform.get().memory();
    private WideTable table;
    private MappedSlab slab;
    private long batchAddress;

    @BeforeEach
    void map() {
        table = new WideTable(memory);
        slab = new MappedSlab(memory, 1024);
        slab.partition(PARTITION_0);
        slab.header(CLASS, OWN_BEGIN, OWN_BEGIN, OWN_BEGIN + 3, OWN_BEGIN + 3);
        slab.header(AWAY, AWAY_BEGIN, AWAY_BEGIN, AWAY_BEGIN + 2, AWAY_BEGIN + 2);
        table.setAll(slab.address());
        batchAddress = memory.reserve(memory.pageSize(), memory.pageSize(), "perch test batch");
        memory.commit(batchAddress, memory.pageSize());
    }

    @AfterEach
    void unmap() {
        memory.unmap(batchAddress, memory.pageSize());
        slab.close();
        table.close();
    }

    private SlabCalls calls(IndexMode mode) {
        assumeTrue(NativePlatform.get().supports(mode), NativePlatform.get().reason(mode));
        SlabCalls calls = NativePlatform.get().partitionedCalls(mode);
        return mode == IndexMode.NOTIFY ? new LentSlab(calls, slab) : calls;
    }

    private static int lists(int firstList) {
        return CLASS | firstList + CLASS << SlabLayout.LIST_SHIFT;
    }

    @ParameterizedTest
    @EnumSource
    void aBlockGoesToTheSlabsOwnListOnlyIfItIsOfTheSlabsPartition(IndexMode mode) {
        SlabCalls calls = calls(mode);
        assertThat(calls.push(table.address(), lists(PARTITION_0), 0x1000)).isEqualTo(1);
        assertThat(calls.push(table.address(), lists(PARTITION_1), 0x2000)).isEqualTo(1);
        assertThat(slab.blocks(CLASS)).containsExactly(0x1000L);
        assertThat(slab.blocks(AWAY)).containsExactly(0x2000L);
        slab.partition(PARTITION_1);
        slab.header(PARTITION_0 + CLASS, 300, 300, 301, 301);
        assertThat(calls.push(table.address(), lists(PARTITION_0), 0x3000)).isEqualTo(1);
        assertThat(calls.push(table.address(), lists(PARTITION_1), 0x4000)).isEqualTo(1);
        assertThat(slab.blocks(PARTITION_0 + CLASS)).containsExactly(0x3000L);
        assertThat(slab.blocks(CLASS)).containsExactly(0x1000L, 0x4000L);
        assertThat(slab.blocks(AWAY)).containsExactly(0x2000L);
    }

    @ParameterizedTest
    @EnumSource
    void eachListIsFullByItself(IndexMode mode) {
        SlabCalls calls = calls(mode);
        assertThat(calls.push(table.address(), lists(PARTITION_1), 0x1000)).isEqualTo(1);
        assertThat(calls.push(table.address(), lists(PARTITION_1), 0x2000)).isEqualTo(1);
        assertThat(calls.push(table.address(), lists(PARTITION_1), 0x3000)).isEqualTo(SlabCalls.NOTHING);
        assertThat(calls.push(table.address(), lists(PARTITION_0), 0x4000)).isEqualTo(1);
        assertThat(slab.blocks(AWAY)).containsExactly(0x1000L, 0x2000L);
        assertThat(slab.blocks(CLASS)).containsExactly(0x4000L);
    }

    @ParameterizedTest
    @EnumSource
    void theBlockOnTopIsNotPushedAgain(IndexMode mode) {
        SlabCalls calls = calls(mode);
        for (int list : new int[] {PARTITION_0, PARTITION_1}) {
            assertThat(calls.push(table.address(), lists(list), 0x1000)).isEqualTo(1);
            assertThat(calls.push(table.address(), lists(list), 0x1000)).isEqualTo(SlabCalls.FREED_TWICE);
        }
        assertThat(slab.blocks(CLASS)).containsExactly(0x1000L);
        assertThat(slab.blocks(AWAY)).containsExactly(0x1000L);
    }

    /** An aborted call may count once more than it does anything. */
    @ParameterizedTest
    @EnumSource
    void whatIsOfTheSlabsPartitionIsCounted(IndexMode mode) {
        SlabCalls calls = calls(mode);
        for (int i = 0; i < 1000; i++) {
            assertThat(calls.push(table.address(), lists(PARTITION_0), 0x1000)).isEqualTo(1);
            assertThat(calls.pop(table.address(), CLASS)).isEqualTo(0x1000);
        }
        assertThat(calls.push(table.address(), lists(PARTITION_1), 0x2000)).isEqualTo(1);
        assertThat(calls.pop(table.address(), CLASS)).isEqualTo(SlabCalls.NOTHING);
        assertThat(slab.allocations()).isBetween(1000L, 1010L);
        assertThat(slab.localFrees()).isBetween(1000L, 1010L);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchIsTakenOnlyByASlabOfItsPartition(IndexMode mode) {
        SlabCalls calls = calls(mode);
        ByteBuffer batch = memory.view(batchAddress, (int) memory.pageSize());
        batch.putLong(0, 0x1000).putLong(SlabLayout.WORD, 0x2000);
        assertThat(calls.pushBatch(table.address(), lists(PARTITION_1), batchAddress, 2)).isEqualTo(SlabCalls.NOTHING);
        assertThat(slab.blocks(AWAY)).isEmpty();
        assertThat(calls.pushBatch(table.address(), lists(PARTITION_0), batchAddress, 2)).isEqualTo(2);
        assertThat(slab.blocks(CLASS)).containsExactly(0x1000L, 0x2000L);
        assertThat(calls.popBatch(table.address(), CLASS, batchAddress, 5)).isEqualTo(2);
    }
}
