/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Takes a block from a tier, holds it for a moment, and puts it back. */
public final class Holder {
    private static final ConcurrentHashMap<Long, AtomicInteger> HOLDERS = new ConcurrentHashMap<>();

    private final LongSupplier take;
    private final LongConsumer put;

    public Holder(LongSupplier take, LongConsumer put) {
        this.take = take;
        this.put = put;
    }

    /** Returns how many others held the same block. */
    public int use() {
        long block = take.getAsLong();
        AtomicInteger holders = HOLDERS.computeIfAbsent(block, key -> new AtomicInteger());
        int others = holders.getAndIncrement();
        Thread.onSpinWait();
        holders.getAndDecrement();
        put.accept(block);
        return others;
    }
}
