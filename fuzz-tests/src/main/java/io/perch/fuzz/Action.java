/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import java.util.Arrays;
import java.util.Locale;

/** What a program can do. Each comment names the arguments, in the order in which they are written. */
enum Action {
    /** Size. */
    ALLOCATE(1, (subject, a) -> subject.allocate(a[0], 1)),
    /** Size, alignment. */
    ALLOCATE_ALIGNED(2, (subject, a) -> subject.allocate(a[0], a[1])),
    /** Size, count: more than a list holds, so that batches move between tiers. */
    ALLOCATE_MANY(2, (subject, a) -> {
        for (long i = 0; i < a[1]; i++) {
            subject.allocate(a[0], 1);
        }
    }),
    /** Size, node. */
    ALLOCATE_ON_NODE(2, (subject, a) -> subject.allocateOnNode(a[0], (int) a[1])),
    /** Index of the block among those in use, oldest first. */
    FREE(1, (subject, a) -> subject.free((int) a[0], Freeing.BY_ADDRESS)),
    /** The same, with its size. */
    FREE_SIZED(1, (subject, a) -> subject.free((int) a[0], Freeing.BY_SIZE)),
    /** The same, by another thread. */
    FREE_REMOTELY(1, (subject, a) -> subject.free((int) a[0], Freeing.REMOTELY)),
    /** Index of the first block, count. */
    FREE_MANY(2, (subject, a) -> {
        for (long i = 0; i < a[1]; i++) {
            subject.free((int) a[0], Freeing.BY_ADDRESS);
        }
    }),
    /** Index of the block, offset: an address inside a block, which has to be refused. */
    FREE_INTERIOR(2, (subject, a) -> subject.freeInterior((int) a[0], a[1])),
    /** Empties the caches of all CPUs from this one. */
    DRAIN(0, (subject, a) -> subject.frontEnd().drain()),
    /** Sends home what caches did not need since the last time. */
    GIVE_BACK_SURPLUS(0, (subject, a) -> subject.giveBackSurplus()),
    /** Moves budget between caches. */
    RESIZE(0, (subject, a) -> subject.frontEnd().balance()),
    /** Returns all free memory to the system. */
    TRIM(0, (subject, a) -> subject.trim()),
    /** Moves the thread to the next CPU, and so to another cache. */
    SWITCH_CPU(0, (subject, a) -> subject.place().nextCpu()),
    /** Moves the thread to a CPU of another node. */
    SWITCH_NODE(0, (subject, a) -> subject.place().otherNode()),
    /** Size: allocates until the limit is reached, then frees those blocks. */
    REACH_LIMIT(1, (subject, a) -> subject.reachLimit(a[0])),
    /** Compares the statistics with the model. */
    CHECK(0, (subject, a) -> subject.check());

    /** What an action does. */
    private interface Effect {
        void on(Subject subject, long[] arguments);
    }

    private final int arguments;
    private final Effect effect;

    Action(int arguments, Effect effect) {
        this.arguments = arguments;
        this.effect = effect;
    }

    int arguments() {
        return arguments;
    }

    /** Whether it has to wait for the scheduler. */
    boolean waits() {
        return this == FREE_REMOTELY || this == SWITCH_CPU || this == SWITCH_NODE;
    }

    void apply(Subject subject, long[] values) {
        effect.on(subject, values);
    }

    /** The action with this name, as {@link #toString} gives it. */
    static Action of(String name) {
        return Arrays.stream(values()).filter(action -> action.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no action '" + name + "'"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
