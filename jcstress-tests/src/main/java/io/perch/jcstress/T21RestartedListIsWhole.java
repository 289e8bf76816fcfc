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

/** A list that was stopped and started again has the tokens that it had, and those that were pushed since. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T21RestartedListIsWhole {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 2);

    private final Island island = ISLANDS.take();
    private long pushed = island.mint();
    private long popped;

    @Actor
    public void user() {
        pushed = island.push(pushed);
        popped = island.pop();
    }

    @Actor
    public void stopper() {
        island.stop();
        island.start();
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, pushed, popped);
    }
}
