/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.CounterCalls;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/** A counter with a cell per CPU. What cannot go there goes to one more, changed by an atomic instruction. */
final class RseqCounter extends PerCpuCounter {
    private static final CounterCalls CALLS = NativePlatform.get().counterCalls();
    private static final VarHandle ASIDE;

    static {
        try {
            ASIDE = MethodHandles.lookup().findVarHandle(RseqCounter.class, "aside", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Memory {
        static final CounterMemory INSTANCE = new CounterMemory(NativePlatform.get().memory(), CounterMemory.possibleCpus());
    }

    private final CounterCells cells;
    private final long address;
    /** How many CPUs have a cell; 0 once closed, so that the check in the critical section is the only one on the hot path. */
    private volatile int count;
    /** Additions of threads that are not registered, and of CPUs that the system did not announce. */
    private volatile long aside;
    private volatile boolean closed;

    /** A counter with a cell for every CPU that can appear. */
    RseqCounter() {
        this(Memory.INSTANCE, Memory.INSTANCE.cpus());
    }

    /** @param count how many of the cells to use; a test uses fewer */
    RseqCounter(CounterMemory memory, int count) {
        this.cells = memory.lend(this);
        this.address = cells.address();
        this.count = count;
    }

    /** The fence keeps the cells ours until they are written: the collector could find this object unused during the call. */
    @Override
    public void add(long value) {
        if (CALLS.add(address, count, value) != 1) {
            addAside(value);
        }
        Reference.reachabilityFence(this);
    }

    private void addAside(long value) {
        if (closed) {
            throw closed();
        }
        ASIDE.getAndAdd(this, value);
    }

    /** What did not go to a cell. */
    long aside() {
        return aside;
    }

    @Override
    public long sum() {
        long sum = cells.sum() + aside;
        Reference.reachabilityFence(this);
        return sum;
    }

    @Override
    public void close() {
        closed = true;
        count = 0;
    }
}
