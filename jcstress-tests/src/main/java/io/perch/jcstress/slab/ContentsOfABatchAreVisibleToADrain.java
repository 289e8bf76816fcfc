/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.slab;

import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.IsolatedSlabsPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A drain also sees everything that was written to tokens before they were pushed as one batch. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "each token that the drain found had its contents")
@Outcome(expect = Expect.FORBIDDEN, desc = "the drain found a token without its contents")
@State
public class ContentsOfABatchAreVisibleToADrain {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 0);

    private final IsolatedSlabs slabs = POOL.take();
    private long[] tokens = {slabs.newToken(), slabs.newToken()};

    @Actor
    public void holder() {
        slabs.write(tokens[0]);
        slabs.write(tokens[1]);
        tokens = slabs.pushBatch(0, tokens);
    }

    @Actor
    public void drainer(II_Result result) {
        for (long drained : slabs.drain()) {
            result.r1 += slabs.isWritten(drained) ? 0 : 1;
        }
    }

    @Arbiter
    public void audit(II_Result result) {
        II_Result count = new II_Result();
        slabs.audit(count, tokens);
        result.r2 = count.r1 + count.r2;
    }
}
