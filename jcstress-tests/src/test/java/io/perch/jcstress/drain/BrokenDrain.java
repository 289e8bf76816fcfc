/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.drain;

import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.UnfencedSlabs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A drain that takes tokens without a fence, while critical sections may still be running. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BrokenDrain extends DrainAgainstPop {
    private static final IsolatedSlabsPool UNFENCED = new IsolatedSlabsPool(UnfencedSlabs::new, 4, 2);

    public BrokenDrain() {
        super(UNFENCED);
    }

    @Actor
    @Override
    public void user() {
        super.user();
    }

    @Actor
    @Override
    public void drainer() {
        super.drainer();
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
