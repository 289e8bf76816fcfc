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
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A {@code close()} that is late by one acquisition is refused, because the next user of the block has another handle. */
@JCStressTest
@Outcome(id = {"1, 0, 1, 0", "0, 1, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "one close succeeded, and no later user noticed")
@Outcome(id = ".*, .*, 0, .*", expect = Expect.FORBIDDEN, desc = "the next user found its handle closed")
@Outcome(expect = Expect.FORBIDDEN, desc = "both closes of one acquisition succeeded, or a block was lost")
@State
public class LateCloseAgainstNextUser {
    private final IsolatedPool pool = IsolatedPool.take();
    private final PooledBuffer buffer = pool.acquire();

    @Actor
    public void late(IIII_Result result) {
        result.r1 = IsolatedPool.attempt(buffer::close);
    }

    @Actor
    public void user(IIII_Result result) {
        result.r2 = IsolatedPool.attempt(buffer::close);
        PooledBuffer next = pool.acquire();
        Thread.onSpinWait();
        result.r3 = IsolatedPool.attempt(next::close);
    }

    @Arbiter
    public void audit(IIII_Result result) {
        result.r4 = pool.audit();
    }
}
