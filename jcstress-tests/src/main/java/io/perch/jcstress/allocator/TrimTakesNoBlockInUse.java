/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.allocator;

import io.perch.PerchAllocator;
import io.perch.jcstress.support.BlockHolders;
import io.perch.jcstress.support.OneHolder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A trim that runs during allocations takes only free memory. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class TrimTakesNoBlockInUse {
    private static final PerchAllocator PERCH = PerchAllocator.create();

    @Actor
    public void first(II_Result result) {
        result.r1 = BlockHolders.use(PERCH, 256);
    }

    @Actor
    public void second(II_Result result) {
        PERCH.trim();
        result.r2 = BlockHolders.use(PERCH, 256);
    }
}
