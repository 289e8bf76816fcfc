/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.stripes;

import io.perch.jcstress.support.FrontEnds;
import io.perch.jcstress.support.Holder;
import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.Tiers;
import io.perch.slab.FrontEnd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads that allocate from stripes at once get two blocks. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class StripesAreExclusive {
    private static final Tiers TIERS = new Tiers();
    private static final FrontEnd SLABS = TIERS.striped();

    private final Holder holder;

    public StripesAreExclusive() {
        this(new Holder(() -> FrontEnds.allocate(SLABS, Tiers.CLASS), block -> SLABS.give(Tiers.CLASS, block)));
    }

    StripesAreExclusive(Holder holder) {
        this.holder = holder;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = holder.use();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = holder.use();
    }
}
