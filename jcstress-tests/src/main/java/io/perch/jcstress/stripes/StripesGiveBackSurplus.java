/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.stripes;

import io.perch.jcstress.support.FrontEnds;
import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import io.perch.slab.FrontEnd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Stripes that give back what they did not need, while they are used again, lose no block. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class StripesGiveBackSurplus {
    private final Tiers tiers = Tiers.idle();
    private final FrontEnd slabs = tiers.striped();
    private final long block = FrontEnds.allocate(slabs, Tiers.CLASS);

    public StripesGiveBackSurplus() {
        slabs.give(Tiers.CLASS, FrontEnds.allocate(slabs, Tiers.CLASS));
        slabs.giveBackSurplus();
    }

    @Actor
    public void user() {
        slabs.give(Tiers.CLASS, block);
        slabs.give(Tiers.CLASS, FrontEnds.allocate(slabs, Tiers.CLASS));
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
