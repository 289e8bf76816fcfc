/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.allocator;

import io.perch.PerchAllocator;
import io.perch.jcstress.support.BlockHolders;
import io.perch.jcstress.support.OneHolder;
import io.perch.sizeclass.SizeClasses;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Blocks above the largest size class, which come straight from the arena, have one holder each. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class LargeBlocksAreExclusive {
    private static final long SIZE = SizeClasses.MAX_SIZE + 1;
    private static final PerchAllocator PERCH = PerchAllocator.create();

    @Actor
    public void first(II_Result result) {
        result.r1 = BlockHolders.use(PERCH, SIZE);
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = BlockHolders.use(PERCH, SIZE);
    }
}
