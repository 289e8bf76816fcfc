/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.Tiers;
import io.perch.span.Span;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** When two threads free the same large block, one returns its pages and the other learns that it is a double free. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the first one freed it")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the second one freed it")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "its pages were given back twice")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "nobody could free it")
@State
public class LargeBlockIsFreedOnce {
    private static final Tiers TIERS = new Tiers();

    private final Span block = TIERS.spans.createLarge(1, 1, 0);

    private int free() {
        if (!TIERS.spans.claimLarge(block, block.address())) {
            return 0;
        }
        TIERS.spans.destroyLarge(block);
        return 1;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = free();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = free();
    }
}
