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

/** In hardened mode, of two frees of a block at once one is refused; or neither is, and then the second hand-over is. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one free was refused")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "neither was, and of the two in the lists one was handed out")
@Outcome(expect = Expect.FORBIDDEN, desc = "the block has two users, or is lost")
@State
public class HardenedFreeIsNoticed {
    private static final Tiers TIERS = new Tiers();
    private static final BlockStates STATES = TIERS.spans.makeStates();

    private final long block = TIERS.central.takeOne();
    private boolean firstFreed;
    private boolean secondFreed;

    public HardenedFreeIsNoticed() {
        STATES.use(Tiers.CLASS, block);
    }

    /** Whether a block that comes out of a list may be handed out. */
    protected boolean handOut(BlockStates states, long next) {
        return states.use(Tiers.CLASS, next);
    }

    @Actor
    public void first() {
        firstFreed = STATES.giveUp(Tiers.CLASS, block);
    }

    @Actor
    public void second() {
        secondFreed = STATES.giveUp(Tiers.CLASS, block);
    }

    @Arbiter
    public void audit(II_Result result) {
        result.r1 = (firstFreed ? 1 : 0) + (secondFreed ? 1 : 0);
        for (int entry = 0; entry < result.r1; entry++) {
            result.r2 += handOut(STATES, block) ? 1 : 0;
        }
        STATES.giveUp(Tiers.CLASS, block);
        TIERS.central.putOne(block);
    }
}
