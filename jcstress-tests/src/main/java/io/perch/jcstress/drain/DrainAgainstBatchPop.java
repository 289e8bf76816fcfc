/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.drain;

import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NothingLost;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Each token of a batch popped during a drain goes to one of the two threads. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class DrainAgainstBatchPop {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 3);

    private final IsolatedSlabs slabs = POOL.take();
    private long[] popped = {};

    @Actor
    public void user() {
        popped = slabs.popTwo(0);
    }

    @Actor
    public void drainer() {
        slabs.drain();
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, popped);
    }
}
