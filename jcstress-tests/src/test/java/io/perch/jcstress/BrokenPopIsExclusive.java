/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@link T01PopIsExclusive} with one slab for all CPUs, where critical sections do not exclude each other. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "each had a token of its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "one token was given to two")
@State
public class BrokenPopIsExclusive {
    private static final TokenSlabs SLABS = new TokenSlabs(true);

    @Actor
    public void first(II_Result result) {
        long token = SLABS.pop();
        result.r1 = SLABS.holdBriefly(token);
        SLABS.push(token);
    }

    @Actor
    public void second(II_Result result) {
        long token = SLABS.pop();
        result.r2 = SLABS.holdBriefly(token);
        SLABS.push(token);
    }
}
