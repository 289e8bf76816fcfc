/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** What the threads of a run share: counters, blocks on their way to another owner, the first failure, and the end. */
final class Tally {
    private static final int EXCHANGE = 256;

    final LongAdder operations = new LongAdder();
    final LongAdder doubled = new LongAdder();
    private final AtomicReferenceArray<Block> exchange = new AtomicReferenceArray<>(EXCHANGE);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /** Records a failure and ends the run: the allocator can no longer be relied on. */
    void fail(Throwable cause) {
        note(cause);
        end();
    }

    /** Records a failure that has not affected a block yet: the run goes on. */
    void note(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    /** What went wrong first, or null. */
    Throwable failure() {
        return failure.get();
    }

    /** Only a closed allocator may refuse an allocation. */
    void requireClosed(PerchAllocator perch, IllegalStateException refusal) {
        if (!perch.isClosed()) {
            throw refusal;
        }
    }

    /** Leaves a block, or null, for other threads and takes what was left there. */
    Block exchange(int place, Block block) {
        return exchange.getAndSet(place % EXCHANGE, block);
    }

    /** Frees a block if it still carries its owner's stamp. Otherwise it is left to the thread that stamped it last. */
    void free(Block block) {
        if (block != null) {
            if (block.isWhole()) {
                block.free();
            } else {
                doubled(block.address(), block.size());
            }
        }
    }

    /** A block carries another stamp than its owner's. */
    void doubled(long address, int size) {
        doubled.increment();
        fail(new AssertionError(String.format("block 0x%x of %d bytes has two owners", address, size)));
    }

    void freeExchanged() {
        for (int i = 0; i < EXCHANGE; i++) {
            free(exchange(i, null));
        }
    }
}
