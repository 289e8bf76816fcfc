/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import java.util.concurrent.atomic.LongAdder;

/** A counter where restartable sequences do not work. */
final class AdderCounter extends PerCpuCounter {
    private final LongAdder adder = new LongAdder();
    private volatile boolean closed;

    @Override
    public void add(long value) {
        if (closed) {
            throw closed();
        }
        adder.add(value);
    }

    @Override
    public long sum() {
        return adder.sum();
    }

    @Override
    public void close() {
        closed = true;
    }
}
