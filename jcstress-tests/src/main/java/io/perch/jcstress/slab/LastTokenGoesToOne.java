/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.slab;

import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NothingLost;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** When two threads pop the last token, one gets it and the other learns that the list is empty. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class LastTokenGoesToOne {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 2, 1);

    private final IsolatedSlabs slabs;
    private long first;
    private long second;

    public LastTokenGoesToOne() {
        this(POOL);
    }

    LastTokenGoesToOne(IsolatedSlabsPool pool) {
        slabs = pool.take();
    }

    @Actor
    public void first() {
        first = slabs.pop();
    }

    @Actor
    public void second() {
        second = slabs.pop();
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, first, second);
    }
}
