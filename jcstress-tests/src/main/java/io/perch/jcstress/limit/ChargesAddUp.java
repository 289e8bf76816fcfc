/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.limit;

import io.perch.arena.MemoryLimit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Charges made and taken back at once add up, and the peak is never below what was charged. */
@JCStressTest
@Outcome(id = "50, 1", expect = Expect.ACCEPTABLE, desc = "the sum is right, and the peak plausible")
@Outcome(expect = Expect.FORBIDDEN, desc = "a charge was lost, or the peak is too low")
@State
public class ChargesAddUp {
    private final MemoryLimit limit = new MemoryLimit(100, 100);

    @Actor
    public void first() {
        limit.tryCharge(30);
        limit.uncharge(30);
    }

    @Actor
    public void second() {
        limit.tryCharge(50);
    }

    @Arbiter
    public void sum(II_Result result) {
        result.r1 = (int) limit.committed();
        result.r2 = limit.peak() >= 50 && limit.peak() <= 80 ? 1 : 0;
    }
}
