/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A token goes to the thread that pops or to the one that drains the list from another CPU, never to both. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T16DrainAgainstPop {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 2);

    private final Island island;
    private long first;
    private long second;

    public T16DrainAgainstPop() {
        this(ISLANDS);
    }

    T16DrainAgainstPop(Islands islands) {
        island = islands.take();
    }

    @Actor
    public void user() {
        first = island.pop();
        second = island.pop();
    }

    @Actor
    public void drainer() {
        island.drain();
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, first, second);
    }
}
