/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.call;

/**
 * Adding to the cell of the CPU that the calling thread runs on: one leaf native call, one critical section. There is one subclass
 * for each binding. May be called from any thread at any time.
 *
 * <pre>
 *   cells + 0             +64             +128
 *   +-----+---------------+-----+---------+-----+ ...
 *   | i64 | other         | i64 |         | i64 |        one cell a CPU number, each in a cache line that only its CPU writes;
 *   | 0   | counters' 0   | 1   |         | 2   |        the rest of the line may hold cells of other counters
 *   +-----+---------------+-----+---------+-----+ ...
 * </pre>
 */
public abstract class CounterCalls {
    /** Cells are {@code 1 << CELL_SHIFT} bytes apart. */
    public static final int CELL_SHIFT = 6;

    /** Only the bindings of this module extend this class. */
    protected CounterCalls() {
    }

    /**
     * Adds to the cell of the current CPU.
     *
     * @param cells address of the cell of CPU 0, a multiple of 8. It is not checked.
     * @param count how many cells there are; 0 if nothing may be written
     * @return 1 when done; else nothing was changed: {@link SlabCalls#NOTHING} if there is no cell for this CPU, or the thread is
     *         not registered, and {@link SlabCalls#ABORTED}
     */
    public abstract int add(long cells, int count, long value);
}
