/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.limit;

import io.perch.arena.MemoryLimit;
import java.util.function.LongPredicate;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of two charges that each fit, but not together, exactly one succeeds. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the first one was charged")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the second one was charged")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "the hard limit was exceeded")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "there was room, and both were refused")
@State
public class LimitIsCheckedAndChargedAtOnce {
    private final LongPredicate charge;

    public LimitIsCheckedAndChargedAtOnce() {
        this(new MemoryLimit(100, 100)::tryCharge);
    }

    LimitIsCheckedAndChargedAtOnce(LongPredicate charge) {
        this.charge = charge;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = charge.test(60) ? 1 : 0;
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = charge.test(60) ? 1 : 0;
    }
}
