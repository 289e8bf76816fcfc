/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.pool;

import io.perch.pool.PooledBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** When two threads close the same buffer of a pool with a quota at once, one succeeds, and returns the quota once. */
@JCStressTest
@Outcome(id = {"1, 0, 0", "0, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "one close returned block and quota")
@Outcome(id = "1, 1, .*", expect = Expect.FORBIDDEN, desc = "both closes succeeded")
@Outcome(expect = Expect.FORBIDDEN, desc = "block or quota were lost, or came back twice")
@State
public class QuotaIsReturnedOnce {
    private final IsolatedPool pool = IsolatedPool.take();
    private final PooledBuffer buffer = pool.acquireLimited();

    @Actor
    public void first(III_Result result) {
        result.r1 = IsolatedPool.attempt(buffer::close);
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = IsolatedPool.attempt(buffer::close);
    }

    @Arbiter
    public void audit(III_Result result) {
        result.r3 = pool.audit();
    }
}
