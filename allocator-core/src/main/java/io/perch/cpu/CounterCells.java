/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import io.perch.rseq.call.CounterCalls;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteOrder;

/** The cells of one counter, one per CPU, lent until the counter is unreachable. {@link CounterCalls} draws them. */
final class CounterCells extends PhantomReference<Object> {
    private static final VarHandle CELL = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int LINE = 1 << CounterCalls.CELL_SHIFT;

    private final CounterMemory.Place place;
    private final int cpus;

    /**
     * Makes the cells 0.
     *
     * @param owner the counter
     */
    CounterCells(Object owner, ReferenceQueue<Object> queue, CounterMemory.Place place, int cpus) {
        super(owner, queue);
        this.place = place;
        this.cpus = cpus;
        for (int cpu = 0; cpu < cpus; cpu++) {
            CELL.setOpaque(place.chunk(), place.offset() + cpu * LINE, 0L);
        }
    }

    CounterMemory.Place place() {
        return place;
    }

    /** The address of the cell of CPU 0. */
    long address() {
        return place.address();
    }

    long sum() {
        long sum = 0;
        for (int cpu = 0; cpu < cpus; cpu++) {
            sum += (long) CELL.getOpaque(place.chunk(), place.offset() + cpu * LINE);
        }
        return sum;
    }
}
