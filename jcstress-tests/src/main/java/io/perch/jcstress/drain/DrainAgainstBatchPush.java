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

/** Each token of a batch pushed during a drain ends up in exactly one place. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class DrainAgainstBatchPush {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 1);

    private final IsolatedSlabs slabs = POOL.take();
    private long[] batch = {slabs.newToken(), slabs.newToken()};

    @Actor
    public void user() {
        batch = slabs.pushBatch(0, batch);
    }

    @Actor
    public void drainer() {
        slabs.drain();
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, batch);
    }
}
