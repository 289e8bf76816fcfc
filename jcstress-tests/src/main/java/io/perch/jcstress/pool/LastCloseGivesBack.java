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

/** When a handle with two references is closed twice at once, both closes succeed, and the block goes back once. */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "the last close gave the block back")
@Outcome(id = "1, 1, 1", expect = Expect.FORBIDDEN, desc = "the block was lost, or came back twice")
@Outcome(expect = Expect.FORBIDDEN, desc = "a close was refused although its reference was held")
@State
public class LastCloseGivesBack {
    private final IsolatedPool pool = IsolatedPool.take();
    private final PooledBuffer buffer = pool.acquire().retain();

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
