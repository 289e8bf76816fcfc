/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The same holds for tokens that are pushed as one batch. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "each token that the drain found had its contents")
@Outcome(expect = Expect.FORBIDDEN, desc = "the drain found a token before what was written to it")
@State
public class T07ContentsOfABatchAreVisibleToADrain {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 0);

    private final Island island = ISLANDS.take();
    private long[] tokens = {island.mint(), island.mint()};

    @Actor
    public void holder() {
        island.write(tokens[0]);
        island.write(tokens[1]);
        tokens = island.pushBatch(0, tokens);
    }

    @Actor
    public void drainer(II_Result result) {
        for (long drained : island.drain()) {
            result.r1 += island.isWritten(drained) ? 0 : 1;
        }
    }

    @Arbiter
    public void audit(II_Result result) {
        II_Result count = new II_Result();
        island.audit(count, tokens);
        result.r2 = count.r1 + count.r2;
    }
}
