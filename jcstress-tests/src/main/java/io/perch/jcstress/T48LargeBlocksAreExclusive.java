/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.PerchAllocator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Blocks above the largest size class come from the arena, one to one thread. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class T48LargeBlocksAreExclusive {
    private static final long SIZE = 1 << 20;
    private static final PerchAllocator PERCH = PerchAllocator.create();

    @Actor
    public void first(II_Result result) {
        result.r1 = Blocks.use(PERCH, SIZE);
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = Blocks.use(PERCH, SIZE);
    }
}
