/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.allocator;

import io.perch.PerchAllocator;
import io.perch.jcstress.support.BlockHolders;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads that allocate at once get two blocks, in every mode. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "each had a block of its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "one block was given to two")
@State
public class AllocateIsExclusive {
    private static final PerchAllocator PERCH = PerchAllocator.create();

    private long firstBlock;
    private long secondBlock;

    @Actor
    public void first(III_Result result) {
        firstBlock = PERCH.allocate(64);
        result.r1 = BlockHolders.hold(PERCH, firstBlock);
    }

    @Actor
    public void second(III_Result result) {
        secondBlock = PERCH.allocate(64);
        result.r2 = BlockHolders.hold(PERCH, secondBlock);
    }

    @Arbiter
    public void free(III_Result result) {
        result.r3 = firstBlock == secondBlock ? 1 : 0;
        BlockHolders.letGo(PERCH, firstBlock);
        BlockHolders.letGo(PERCH, secondBlock);
        PERCH.free(firstBlock);
        PERCH.free(secondBlock);
    }
}
