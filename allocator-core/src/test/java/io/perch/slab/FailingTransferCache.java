/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.span.BlockBatch;
import io.perch.span.CentralList;
import io.perch.transfer.TransferCache;

/**
 * A transfer cache in which the heap is full at a call of the test's choice. It fails where a real one may: with blocks in the
 * batch, or with a single block taken already.
 */
final class FailingTransferCache extends TransferCache {
    private final Faults faults;

    FailingTransferCache(int sizeClass, CentralList central, Faults faults) {
        super(sizeClass, central);
        this.faults = faults;
    }

    /** Counts the calls of all caches, and lets some of them fail. */
    static final class Faults {
        private int calls;
        private int first = Integer.MAX_VALUE;
        private int last = Integer.MAX_VALUE;

        /** From now on call {@code number} fails, counted from 1, and so do some after it. */
        void at(int number, int howMany) {
            calls = 0;
            first = number;
            last = number + howMany - 1;
        }

        void none() {
            first = Integer.MAX_VALUE;
        }

        /** Whether one has failed. */
        boolean happened() {
            return calls >= first;
        }

        void call() {
            calls++;
            if (calls >= first && calls <= last) {
                throw new OutOfMemoryError("call " + calls);
            }
        }
    }

    @Override
    public int take(BlockBatch target, int wanted) {
        int taken = super.take(target, wanted);
        faults.call();
        return taken;
    }

    @Override
    public long takeOne() {
        faults.call();
        return super.takeOne();
    }

    @Override
    public void put(BlockBatch source) {
        if (source.count() > 1) {
            super.putOne(source.removeLast());
        }
        faults.call();
        super.put(source);
    }

    @Override
    public void putOne(long block) {
        super.putOne(block);
        faults.call();
    }
}
