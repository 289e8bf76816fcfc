/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.limit;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.PerchOutOfMemoryError;
import io.perch.jcstress.support.SmallAllocators;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** When two threads race for the last memory below the hard limit, exactly one gets it. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the first got it")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the second got it")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "the limit was exceeded")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "memory was there and nobody got it")
@State
public class LimitAdmitsOne {
    private static final long SIZE = PerchConfig.LEAST_LIMIT * 3 / 4;

    private final PerchAllocator perch = SmallAllocators.create();
    private long firstBlock;
    private long secondBlock;

    @Actor
    public void first() {
        firstBlock = tryAllocate();
    }

    @Actor
    public void second() {
        secondBlock = tryAllocate();
    }

    @Arbiter
    public void count(II_Result result) {
        result.r1 = count(firstBlock);
        result.r2 = count(secondBlock);
        perch.close();
    }

    private long tryAllocate() {
        try {
            return perch.allocate(SIZE);
        } catch (PerchOutOfMemoryError refused) {
            return 0;
        }
    }

    private int count(long block) {
        if (block == 0) {
            return 0;
        }
        perch.free(block);
        return 1;
    }
}
