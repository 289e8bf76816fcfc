/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.migration;

import io.perch.jcstress.support.Cpus;
import io.perch.jcstress.support.FrontEnds;
import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.Tiers;
import io.perch.rseq.IndexMode;
import io.perch.slab.FrontEnd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread that misses on one CPU and refills on another gets a block that nobody else has. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class RefillAfterMigration {
    private static final Tiers TIERS = new Tiers();
    private static final FrontEnd SLABS = TIERS.rseq(IndexMode.CPU);

    @Actor
    public void mover(II_Result result) {
        long block = SLABS.pop(Tiers.CLASS);
        if (block <= 0) {
            Cpus.moveOn();
            block = SLABS.refill(Tiers.CLASS);
        }
        result.r1 = TIERS.holdBriefly(block);
        SLABS.give(Tiers.CLASS, block);
        SLABS.drain();
    }

    @Actor
    public void other(II_Result result) {
        long block = FrontEnds.allocate(SLABS, Tiers.CLASS);
        result.r2 = TIERS.holdBriefly(block);
        SLABS.give(Tiers.CLASS, block);
    }
}
