/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Slabs of one kind. Making them takes system calls, so those that a state no longer needs are used again. */
public final class IsolatedSlabsPool {
    private final Queue<IsolatedSlabs> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<IsolatedSlabs> maker;
    private final int capacity;
    private final int fill;

    /**
     * @param capacity of each CPU's list
     * @param fill     tokens on each CPU's list at the beginning
     */
    public IsolatedSlabsPool(Supplier<IsolatedSlabs> maker, int capacity, int fill) {
        this.maker = maker;
        this.capacity = capacity;
        this.fill = fill;
    }

    public IsolatedSlabs take() {
        IsolatedSlabs known = idle.poll();
        IsolatedSlabs slabs = known == null ? maker.get() : known;
        slabs.reset(this, capacity, fill);
        return slabs;
    }

    void giveBack(IsolatedSlabs slabs) {
        idle.add(slabs);
    }
}
