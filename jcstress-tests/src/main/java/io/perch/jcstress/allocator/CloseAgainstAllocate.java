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

/** An allocation that races with a close either succeeds or is refused, and nothing stays in use. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "allocated and freed")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "a block was lost")
@State
public class CloseAgainstAllocate {
    private final PerchAllocator perch = SmallAllocators.create();

    @Actor
    public void user(II_Result result) {
        try {
            perch.free(perch.allocate(64));
            result.r1 = 1;
        } catch (IllegalStateException closed) {
            result.r1 = 0;
        }
    }

    @Actor
    public void closer() {
        perch.close();
    }

    @Arbiter
    public void count(II_Result result) {
        result.r2 = (int) perch.stats().inUse();
    }
}
