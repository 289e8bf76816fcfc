/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.Tiers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** When two threads free the same block, it becomes free once, and one double free is counted. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "one double free was counted, and no block is missing")
@Outcome(expect = Expect.FORBIDDEN, desc = "the block is free twice, or lost")
@State
public class DoubleFreeIsCounted {
    private final Tiers tiers = new Tiers();
    private final long block = tiers.central.takeOne();

    @Actor
    public void first() {
        tiers.central.putOne(block);
    }

    @Actor
    public void second() {
        tiers.central.putOne(block);
    }

    @Arbiter
    public void audit(II_Result result) {
        result.r1 = (int) tiers.central.doubleFrees();
        result.r2 = (int) (tiers.central.spanBlocks() - tiers.central.freeBlocks());
        tiers.close();
    }
}
