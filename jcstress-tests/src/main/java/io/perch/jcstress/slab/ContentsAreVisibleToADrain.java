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

/** A drain sees everything that was written to a token before it was pushed, although only the push orders the writes. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "the drain found no token, or one with its contents")
@Outcome(expect = Expect.FORBIDDEN, desc = "the drain found a token without its contents")
@State
public class ContentsAreVisibleToADrain {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 0);

    private final IsolatedSlabs slabs = POOL.take();
    private long token = slabs.newToken();

    @Actor
    public void holder() {
        token = send(slabs, token);
    }

    /** Writes, then pushes. */
    long send(IsolatedSlabs to, long written) {
        to.write(written);
        return to.push(written);
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
        slabs.audit(count, token);
        result.r2 = count.r1 + count.r2;
    }
}
