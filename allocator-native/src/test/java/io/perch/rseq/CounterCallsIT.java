/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.OsMemory;
import io.perch.rseq.call.CounterCalls;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an addition writes and what it leaves alone, through the binding under test. */
class CounterCallsIT {
    private static final int CELL = 1 << CounterCalls.CELL_SHIFT;
    /** Not the first of a line, so that a wrong base would show. */
    private static final int OFFSET = 8;

    private final OsMemory memory = NativePlatform.get().memory();
    /** The kernel's limit of CPUs, so that there is a cell for each. */
    private final int bytes = SlabLayout.INDEXES_PER_NODE * CELL;
    private CounterCalls calls;
    private long address;
    private ByteBuffer view;

    @BeforeEach
    void map() {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        calls = NativePlatform.get().counterCalls();
        address = memory.reserve(bytes, memory.pageSize(), "perch test cells");
        memory.commit(address, bytes);
        view = memory.view(address, bytes);
    }

    @AfterEach
    void unmap() {
        if (calls != null) {
            memory.unmap(address, bytes);
        }
    }

    private long sumOfCells() {
        long sum = 0;
        for (int at = OFFSET; at < bytes; at += CELL) {
            sum += view.getLong(at);
        }
        return sum;
    }

    private long sumOfEverything() {
        long sum = 0;
        for (int at = 0; at < bytes; at += Long.BYTES) {
            sum += view.getLong(at);
        }
        return sum;
    }

    @Test
    void additionsGoToCellsAndNowhereElse() {
        for (int i = 1; i <= 1000; i++) {
            assertThat(calls.add(address + OFFSET, SlabLayout.INDEXES_PER_NODE - 1, i)).isEqualTo(1);
        }
        assertThat(calls.add(address + OFFSET, SlabLayout.INDEXES_PER_NODE - 1, 1L << 40)).isEqualTo(1);
        assertThat(calls.add(address + OFFSET, SlabLayout.INDEXES_PER_NODE - 1, -500)).isEqualTo(1);
        assertThat(sumOfCells()).isEqualTo((1L << 40) + 500_000);
        assertThat(sumOfEverything()).isEqualTo(sumOfCells());
    }

    @Test
    void aCpuWithoutACellChangesNothing() {
        assertThat(calls.add(address, 0, 1)).isEqualTo(SlabCalls.NOTHING);
        assertThat(sumOfEverything()).isZero();
    }
}
