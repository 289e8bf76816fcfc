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

/** A batch that is pushed while the list is drained is counted once, wherever its tokens end. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T19DrainAgainstBatchPush {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 1);

    private final Island island = ISLANDS.take();
    private long[] batch = {island.mint(), island.mint()};

    @Actor
    public void user() {
        batch = island.pushBatch(0, batch);
    }

    @Actor
    public void drainer() {
        island.drain();
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, batch);
    }
}
