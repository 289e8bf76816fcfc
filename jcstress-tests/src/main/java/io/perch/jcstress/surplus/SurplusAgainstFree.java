/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.surplus;

import io.perch.jcstress.support.FrontEnds;
import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import io.perch.rseq.call.IndexMode;
import io.perch.slab.FrontEnd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A slab that nobody needed, but that is used again while it gives back everything, keeps or passes on every block. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class SurplusAgainstFree {
    private final Tiers tiers = Tiers.idle();
    private final FrontEnd slabs = tiers.rseq(IndexMode.CPU);
    private final long block;

    public SurplusAgainstFree() {
        block = FrontEnds.allocate(slabs, Tiers.CLASS);
        slabs.give(Tiers.CLASS, FrontEnds.allocate(slabs, Tiers.CLASS));
        slabs.giveBackSurplus();
    }

    @Actor
    public void user() {
        slabs.give(Tiers.CLASS, block);
    }

    @Actor
    public void giver() {
        slabs.giveBackSurplus();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.audit(result, slabs);
    }
}
