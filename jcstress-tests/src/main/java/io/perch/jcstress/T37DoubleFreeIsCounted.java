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

/** Of two threads that free the same block, one is believed and the other one counted: the block is free once. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "one double free was counted, and no block is missing")
@Outcome(expect = Expect.FORBIDDEN, desc = "the block is free twice, or lost")
@State
public class T37DoubleFreeIsCounted {
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
