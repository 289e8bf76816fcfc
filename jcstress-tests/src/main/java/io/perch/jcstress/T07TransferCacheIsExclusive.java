/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Blocks that no slab can hold come from the transfer cache, one to one thread. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "each had a block of its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "one block was given to two")
@State
public class T07TransferCacheIsExclusive {
    /** Above the budget of a slab, so that every pair goes to the transfer cache. */
    private static final long SIZE = 128 << 10;
    private static final PerchAllocator PERCH = PerchAllocator.create(
            PerchConfig.builder().slabBytes(PerchConfig.LEAST_SLAB).build());

    @Actor
    public void first(II_Result result) {
        result.r1 = Blocks.use(PERCH, SIZE);
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = Blocks.use(PERCH, SIZE);
    }
}
