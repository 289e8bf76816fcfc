/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.surplus;

import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NothingLost;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A token that a list did not need goes home or to the thread that pops it just then, never to both. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class SurplusAgainstPop {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 3);

    private final IsolatedSlabs slabs;
    private long first;
    private long second;

    public SurplusAgainstPop() {
        this(POOL);
    }

    SurplusAgainstPop(IsolatedSlabsPool pool) {
        slabs = pool.take();
    }

    @Actor
    public void user() {
        first = slabs.pop();
        second = slabs.pop();
    }

    @Actor
    public void giver() {
        slabs.giveBack(2);
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, first, second);
    }
}
