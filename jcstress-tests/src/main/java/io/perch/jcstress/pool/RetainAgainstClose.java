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

/** A retain that races with the last close either keeps the handle open or is refused. */
@JCStressTest
@Outcome(id = "1, 1, 1, 0", expect = Expect.ACCEPTABLE, desc = "the retain came first, and the handle has one reference")
@Outcome(id = "1, 0, 0, 0", expect = Expect.ACCEPTABLE, desc = "the close came first, and the retain was refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "a closed handle has a reference, or a retained one has none")
@State
public class RetainAgainstClose {
    private final IsolatedPool pool = IsolatedPool.take();
    private final PooledBuffer buffer = pool.acquire();

    @Actor
    public void closer(IIII_Result result) {
        result.r1 = IsolatedPool.attempt(buffer::close);
    }

    @Actor
    public void retainer(IIII_Result result) {
        result.r2 = IsolatedPool.attempt(buffer::retain);
    }

    @Arbiter
    public void audit(IIII_Result result) {
        result.r3 = buffer.references();
        if (result.r3 > 0) {
            buffer.close();
        }
        result.r4 = pool.audit();
    }
}
