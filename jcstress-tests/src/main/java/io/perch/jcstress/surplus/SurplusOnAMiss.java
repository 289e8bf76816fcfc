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

/** What is due goes home once, by a thread that misses there or by the one that does maintenance. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class SurplusOnAMiss {
    private static final int OTHER = Tiers.CLASS + 8;

    private final Tiers tiers = Tiers.idle();
    private final FrontEnd slabs = tiers.rseq(IndexMode.CPU);
    private long other;

    /** The miss in between is why the first surplus is left to the next miss. */
    public SurplusOnAMiss() {
        slabs.give(Tiers.CLASS, FrontEnds.allocate(slabs, Tiers.CLASS));
        slabs.giveBackSurplus();
        slabs.give(OTHER, FrontEnds.allocate(slabs, OTHER));
        slabs.giveBackSurplus();
    }

    @Actor
    public void user() {
        other = slabs.refill(OTHER);
    }

    @Actor
    public void giver() {
        slabs.giveBackSurplus();
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.give(OTHER, other);
        tiers.audit(result, slabs);
    }
}
