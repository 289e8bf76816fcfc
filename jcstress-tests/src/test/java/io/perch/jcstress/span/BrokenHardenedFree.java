/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.Tiers;
import io.perch.span.BlockStates;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Must fail: blocks are handed out without a look at their states, so that a race of two frees goes unnoticed. */
@JCStressTest
@Outcome(id = {"1, 1", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "as if it were right")
@Outcome(expect = Expect.FORBIDDEN, desc = "two users have the block")
@State
public class BrokenHardenedFree extends HardenedFreeIsNoticed {
    @Override
    protected boolean handOut(BlockStates states, long next) {
        states.use(Tiers.CLASS, next);
        return true;
    }

    @Actor
    @Override
    public void first() {
        super.first();
    }

    @Actor
    @Override
    public void second() {
        super.second();
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
