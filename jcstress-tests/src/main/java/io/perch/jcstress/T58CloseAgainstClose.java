/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads may close at once. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "closed")
@Outcome(expect = Expect.FORBIDDEN, desc = "memory was kept")
@State
public class T58CloseAgainstClose {
    private final PerchAllocator perch = Blocks.withHardLimit(PerchConfig.LEAST_LIMIT);

    @Actor
    public void first() {
        perch.close();
    }

    @Actor
    public void second() {
        perch.close();
    }

    @Arbiter
    public void count(II_Result result) {
        result.r1 = (int) perch.stats().inUse();
        result.r2 = (int) perch.stats().reserved();
    }
}
