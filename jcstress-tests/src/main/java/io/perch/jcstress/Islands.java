/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Islands of one kind. Making one takes system calls, so that those that are done with are used again. */
final class Islands {
    private final Queue<Island> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<Island> maker;
    private final int capacity;
    private final int fill;

    /**
     * @param capacity of each CPU's list
     * @param fill     how many tokens each CPU's list begins with
     */
    Islands(Supplier<Island> maker, int capacity, int fill) {
        this.maker = maker;
        this.capacity = capacity;
        this.fill = fill;
    }

    Island take() {
        Island known = idle.poll();
        Island island = known == null ? maker.get() : known;
        island.settle(this, capacity, fill);
        return island;
    }

    void giveBack(Island island) {
        idle.add(island);
    }
}
