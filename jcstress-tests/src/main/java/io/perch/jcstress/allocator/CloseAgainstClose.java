/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.allocator;

import io.perch.PerchAllocator;
import io.perch.jcstress.support.SmallAllocators;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads may close an allocator at once. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "closed")
@Outcome(expect = Expect.FORBIDDEN, desc = "memory was kept")
@State
public class CloseAgainstClose {
    private final PerchAllocator perch = SmallAllocators.create();

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
