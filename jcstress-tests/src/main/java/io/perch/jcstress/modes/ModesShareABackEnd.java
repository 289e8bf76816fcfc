/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.modes;

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

/** Front ends of two modes over the same tiers never give one block to two threads. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class ModesShareABackEnd {
    private static final Tiers TIERS = new Tiers();
    private static final FrontEnd RSEQ = TIERS.rseq(IndexMode.CPU);
    private static final FrontEnd STRIPED = TIERS.striped();

    @Actor
    public void first(II_Result result) {
        result.r1 = exchange(RSEQ, STRIPED);
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = exchange(STRIPED, RSEQ);
    }

    private static int exchange(FrontEnd from, FrontEnd to) {
        long block = FrontEnds.allocate(from, Tiers.CLASS);
        int others = TIERS.holdBriefly(block);
        to.give(Tiers.CLASS, block);
        return others;
    }
}
