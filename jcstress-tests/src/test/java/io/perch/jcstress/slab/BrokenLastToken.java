/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.slab;

import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NonAtomicSlabs;
import io.perch.jcstress.support.NothingLost;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Checks whether there is a token, and takes it later. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BrokenLastToken extends LastTokenGoesToOne {
    private static final IsolatedSlabsPool TORN = new IsolatedSlabsPool(NonAtomicSlabs::new, 2, 1);

    public BrokenLastToken() {
        super(TORN);
    }

    @Actor
    @Override
    public void first() {
        super.first();
    }

    @Actor
    @Override
    public void second() {
        super.second();
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
