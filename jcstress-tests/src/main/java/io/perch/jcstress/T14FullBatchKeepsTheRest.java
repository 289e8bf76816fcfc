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

/** A batch that finds too little room keeps what did not fit, also while the room is being made. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T14FullBatchKeepsTheRest {
    private static final Islands ISLANDS = new Islands(Island::new, 2, 1);

    private final Island island = ISLANDS.take();
    private long[] batch = {island.mint(), island.mint()};
    private long popped;

    @Actor
    public void pusher() {
        batch = island.pushBatch(0, batch);
    }

    @Actor
    public void popper() {
        popped = island.pop();
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, Tokens.join(batch, popped));
    }
}
