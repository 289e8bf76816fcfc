/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

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
public class T44StripesAreExclusive {
    private static final Tiers TIERS = new Tiers();
    private static final FrontEnd SLABS = TIERS.striped();

    private final Holder holder;

    public T44StripesAreExclusive() {
        this(new Holder(() -> Fronts.allocate(SLABS, Tiers.CLASS), block -> SLABS.give(Tiers.CLASS, block)));
    }

    T44StripesAreExclusive(Holder holder) {
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
