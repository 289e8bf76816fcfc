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

/** A {@code close(generation)} that is late is refused, although two acquisitions later the block has the same handle again. */
@JCStressTest
@Outcome(id = {"1, 0, 1, 0", "0, 1, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "one close succeeded, and no later user noticed")
@Outcome(id = ".*, .*, 0, .*", expect = Expect.FORBIDDEN, desc = "a later user found its handle closed")
@Outcome(expect = Expect.FORBIDDEN, desc = "both closes of one acquisition succeeded, or a block was lost")
@State
public class LateCloseOfAGeneration {
    private final IsolatedPool pool = IsolatedPool.take();
    private final PooledBuffer buffer = pool.acquire();
    private final long generation = buffer.generation();

    @Actor
    public void late(IIII_Result result) {
        result.r1 = IsolatedPool.attempt(() -> close(buffer, generation));
    }

    void close(PooledBuffer handle, long ofGeneration) {
        handle.close(ofGeneration);
    }

    @Actor
    public void user(IIII_Result result) {
        result.r2 = IsolatedPool.attempt(buffer::close);
        pool.acquire().close();
        PooledBuffer again = pool.acquire();
        use();
        result.r3 = IsolatedPool.attempt(again::close);
    }

    void use() {
        Thread.onSpinWait();
    }

    @Arbiter
    public void audit(IIII_Result result) {
        result.r4 = pool.audit();
    }
}
