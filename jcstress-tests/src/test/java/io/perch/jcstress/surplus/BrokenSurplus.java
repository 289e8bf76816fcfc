/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.surplus;

import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.UnfencedSlabs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A slab that gives back without a fence, while critical sections may still be running. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BrokenSurplus extends SurplusAgainstPop {
    private static final IsolatedSlabsPool UNFENCED = new IsolatedSlabsPool(UnfencedSlabs::new, 4, 3);

    public BrokenSurplus() {
        super(UNFENCED);
    }

    @Actor
    @Override
    public void user() {
        super.user();
    }

    @Actor
    @Override
    public void giver() {
        super.giver();
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
