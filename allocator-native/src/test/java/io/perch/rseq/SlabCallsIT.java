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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each operation does, through the binding under test. Every index leads to the same slab, so that it does not matter where
 * the only thread runs.
 */
class SlabCallsIT {
    /** Not the first and not the last, so that a wrong header would show. */
    private static final int CLASS = 3;
    private static final int BEGIN = 1000;
    /** The last offset that 16 bits hold. */
    private static final int HIGHEST = 65535;

    private final OsMemory memory = NativePlatform.get().memory();
    private WideTable table;
    private MappedSlab slab;
    private long batchAddress;
    private ByteBuffer batch;

    @BeforeEach
    void map() {
        table = new WideTable(memory);
        slab = new MappedSlab(memory, SlabLayout.MAX_SLAB_WORDS);
        table.setAll(slab.address());
        slab.header(CLASS, BEGIN, BEGIN, BEGIN + 4, BEGIN + 10);
        slab.header(CLASS - 1, 500, 501, 502, 503);
        slab.header(CLASS + 1, 2000, 2001, 2002, 2003);
        batchAddress = memory.reserve(memory.pageSize(), memory.pageSize(), "perch test batch");
        memory.commit(batchAddress, memory.pageSize());
        batch = memory.view(batchAddress, (int) memory.pageSize());
    }

    @AfterEach
    void unmap() {
        assertThat(slab.current(CLASS - 1)).as("the class before").isEqualTo(501);
        assertThat(slab.current(CLASS + 1)).as("the class after").isEqualTo(2001);
        memory.unmap(batchAddress, memory.pageSize());
        slab.close();
        table.close();
    }

    private SlabCalls calls(IndexMode mode) {
        assumeTrue(NativePlatform.get().supports(mode), NativePlatform.get().reason(mode));
        SlabCalls calls = NativePlatform.get().calls(mode);
        return mode == IndexMode.NOTIFY ? new LentSlab(calls, slab) : calls;
    }

    private void fillBatch(int count, long first) {
        for (int i = 0; i < count; i++) {
            batch.putLong(i * SlabLayout.WORD, first + i);
        }
    }

    private List<Long> batchOf(int count) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(batch.getLong(i * SlabLayout.WORD));
        }
        return blocks;
    }

    private static List<Long> range(long first, int count) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(first + i);
        }
        return blocks;
    }

    @ParameterizedTest
    @EnumSource
    void theBlockPushedLastIsPoppedFirst(IndexMode mode) {
        SlabCalls calls = calls(mode);
        assertThat(calls.push(table.address(), CLASS, 0x1000)).isEqualTo(1);
        assertThat(calls.push(table.address(), CLASS, Long.MAX_VALUE)).isEqualTo(1);
        assertThat(slab.blocks(CLASS)).containsExactly(0x1000L, Long.MAX_VALUE);
        assertThat(calls.pop(table.address(), CLASS)).isEqualTo(Long.MAX_VALUE);
        assertThat(calls.pop(table.address(), CLASS)).isEqualTo(0x1000);
        assertThat(slab.current(CLASS)).isEqualTo(BEGIN);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyListGivesNothing(IndexMode mode) {
        assertThat(calls(mode).pop(table.address(), CLASS)).isEqualTo(SlabCalls.NOTHING);
        assertThat(calls(mode).popBatch(table.address(), CLASS, batchAddress, 5)).isEqualTo(SlabCalls.NOTHING);
        assertThat(slab.current(CLASS)).isEqualTo(BEGIN);
    }

    @ParameterizedTest
    @EnumSource
    void theBlockOnTopIsNotPushedAgain(IndexMode mode) {
        SlabCalls calls = calls(mode);
        assertThat(calls.push(table.address(), CLASS, 0x1000)).isEqualTo(1);
        assertThat(calls.push(table.address(), CLASS, 0x1000)).isEqualTo(SlabCalls.FREED_TWICE);
        assertThat(slab.blocks(CLASS)).containsExactly(0x1000L);
        assertThat(calls.push(table.address(), CLASS, 0x2000)).isEqualTo(1);
        assertThat(calls.push(table.address(), CLASS, 0x1000)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftBelowAnEmptyListIsNoBlockOnTop(IndexMode mode) {
        SlabCalls calls = calls(mode);
        assertThat(calls.push(table.address(), CLASS, 0x1000)).isEqualTo(1);
        slab.header(CLASS, BEGIN + 1, BEGIN + 1, BEGIN + 4, BEGIN + 10);
        assertThat(calls.push(table.address(), CLASS, 0x1000)).isEqualTo(1);
        assertThat(calls.push(table.address(), CLASS, 0x1000)).isEqualTo(SlabCalls.FREED_TWICE);
    }

    @ParameterizedTest
    @EnumSource
    void aFullListTakesNothingThoughItsLimitIsHigher(IndexMode mode) {
        slab.header(CLASS, BEGIN, BEGIN + 4, BEGIN + 4, BEGIN + 10);
        assertThat(calls(mode).push(table.address(), CLASS, 0x40)).isEqualTo(SlabCalls.NOTHING);
        assertThat(calls(mode).pushBatch(table.address(), CLASS, batchAddress, 5)).isEqualTo(SlabCalls.NOTHING);
        assertThat(slab.current(CLASS)).isEqualTo(BEGIN + 4);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchIsPushedAsFarAsThereIsRoomAndPoppedAsFarAsThereAreBlocks(IndexMode mode) {
        SlabCalls calls = calls(mode);
        fillBatch(6, 0x100);
        assertThat(calls.pushBatch(table.address(), CLASS, batchAddress, 6)).isEqualTo(4);
        assertThat(slab.blocks(CLASS)).isEqualTo(range(0x100, 4));
        batch.clear();
        assertThat(calls.popBatch(table.address(), CLASS, batchAddress, 3)).isEqualTo(3);
        assertThat(batchOf(3)).as("the upper three, in the order of the list").isEqualTo(range(0x101, 3));
        assertThat(calls.popBatch(table.address(), CLASS, batchAddress, 3)).isEqualTo(1);
        assertThat(batchOf(1)).isEqualTo(range(0x100, 1));
    }

    @ParameterizedTest
    @EnumSource
    void theSmallestAndTheLargestBatchMoveWhole(IndexMode mode) {
        SlabCalls calls = calls(mode);
        slab.header(CLASS, BEGIN, BEGIN, BEGIN + 100, BEGIN + 100);
        for (int count : new int[] {1, SlabLayout.MAX_BATCH}) {
            fillBatch(count, 0x7000);
            assertThat(calls.pushBatch(table.address(), CLASS, batchAddress, count)).isEqualTo(count);
            assertThat(slab.blocks(CLASS)).isEqualTo(range(0x7000, count));
            fillBatch(count + 1, 1);
            assertThat(calls.popBatch(table.address(), CLASS, batchAddress, count)).isEqualTo(count);
            assertThat(batchOf(count)).isEqualTo(range(0x7000, count));
            assertThat(batch.getLong(count * SlabLayout.WORD)).as("the word after the batch").isEqualTo(count + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchOfAnImpossibleSizeMovesNothing(IndexMode mode) {
        slab.header(CLASS, BEGIN, BEGIN + 80, BEGIN + 200, BEGIN + 200);
        for (int count : new int[] {0, -1, Integer.MIN_VALUE, SlabLayout.MAX_BATCH + 1, Integer.MAX_VALUE}) {
            assertThat(calls(mode).popBatch(table.address(), CLASS, batchAddress, count)).isEqualTo(SlabCalls.NOTHING);
            assertThat(calls(mode).pushBatch(table.address(), CLASS, batchAddress, count)).isEqualTo(SlabCalls.NOTHING);
        }
        assertThat(slab.current(CLASS)).isEqualTo(BEGIN + 80);
    }

    @ParameterizedTest
    @EnumSource
    void offsetsUpToTheLastOf16BitsWork(IndexMode mode) {
        SlabCalls calls = calls(mode);
        slab.header(CLASS, HIGHEST - 2, HIGHEST - 2, HIGHEST, HIGHEST);
        fillBatch(3, 0x900);
        assertThat(calls.pushBatch(table.address(), CLASS, batchAddress, 3)).isEqualTo(2);
        assertThat(calls.push(table.address(), CLASS, 1)).isEqualTo(SlabCalls.NOTHING);
        assertThat(calls.pop(table.address(), CLASS)).isEqualTo(0x901);
        assertThat(calls.popBatch(table.address(), CLASS, batchAddress, 3)).isEqualTo(1);
        assertThat(batchOf(1)).isEqualTo(range(0x900, 1));
    }

    @ParameterizedTest
    @EnumSource
    void aListGrowsUpToItsLimit(IndexMode mode) {
        assertThat(grow(mode, 5)).isEqualTo(1);
        assertThat(slab.end(CLASS)).isEqualTo(BEGIN + 9);
        assertThat(grow(mode, 2)).isEqualTo(SlabCalls.NOTHING);
        assertThat(grow(mode, 1)).isEqualTo(1);
        assertThat(grow(mode, 1)).isEqualTo(SlabCalls.NOTHING);
        assertThat(slab.end(CLASS)).isEqualTo(BEGIN + 10);
    }

    @ParameterizedTest
    @EnumSource
    void aListShrinksOnlyByRoomWithoutBlocks(IndexMode mode) {
        slab.header(CLASS, BEGIN, BEGIN + 1, BEGIN + 4, BEGIN + 10);
        for (int count : new int[] {-4, -BEGIN, -BEGIN - 5, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(grow(mode, count)).as("%d", count).isEqualTo(SlabCalls.NOTHING);
        }
        assertThat(slab.end(CLASS)).isEqualTo(BEGIN + 4);
        assertThat(grow(mode, -3)).isEqualTo(1);
        assertThat(slab.end(CLASS)).isEqualTo(BEGIN + 1);
        assertThat(slab.current(CLASS)).isEqualTo(BEGIN + 1);
    }

    /** Grows at the index where the thread is; between the two calls it may move, and then the answer is NOTHING. */
    private int grow(IndexMode mode, int count) {
        SlabCalls calls = calls(mode);
        int before;
        int result;
        do {
            before = calls.index();
            result = calls.grow(table.address(), CLASS, before, count);
        } while (result == SlabCalls.NOTHING && calls.index() != before);
        return result;
    }

    @ParameterizedTest
    @EnumSource
    void anotherIndexDoesNotGrow(IndexMode mode) {
        assertThat(calls(mode).grow(table.address(), CLASS, WideTable.INDEXES - 1, 1)).isEqualTo(SlabCalls.NOTHING);
        assertThat(calls(mode).grow(table.address(), CLASS, -1, 1)).isEqualTo(SlabCalls.NOTHING);
        assertThat(slab.end(CLASS)).isEqualTo(BEGIN + 4);
    }

    @ParameterizedTest
    @EnumSource
    void anEntryOfZeroIsNoSlab(IndexMode mode) {
        SlabCalls calls = calls(mode);
        slab.header(CLASS, BEGIN, BEGIN + 2, BEGIN + 4, BEGIN + 10);
        table.setAll(0);
        slab.shut();
        assertThat(calls.pop(table.address(), CLASS)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(calls.push(table.address(), CLASS, 1)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(calls.popBatch(table.address(), CLASS, batchAddress, 1)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(calls.pushBatch(table.address(), CLASS, batchAddress, 1)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(grow(mode, 1)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(slab.current(CLASS)).isEqualTo(BEGIN + 2);
    }

    @ParameterizedTest
    @EnumSource
    void theIndexIsTheEntryThatOperationsUse(IndexMode mode) {
        SlabCalls calls = calls(mode);
        table.setAll(0);
        int index;
        long block;
        do {
            index = calls.index();
            assertThat(index).isBetween(0, WideTable.INDEXES - 1);
            slab.header(CLASS, BEGIN, BEGIN + 1, BEGIN + 4, BEGIN + 10);
            table.set(index, slab.address());
            block = calls.pop(table.address(), CLASS);
            table.set(index, 0);
        } while (block == SlabCalls.NO_SLAB && calls.index() != index);
        assertThat(block).as("the slot was never written: zero").isZero();
        assertThat(slab.current(CLASS)).isEqualTo(BEGIN);
    }
}
