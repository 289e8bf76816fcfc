/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.slab;

import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tokens;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A batch push leaves what does not fit with its holder, also while another thread is making room. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class FullBatchKeepsTheRest {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 2, 1);

    private final IsolatedSlabs slabs = POOL.take();
    private long[] batch = {slabs.newToken(), slabs.newToken()};
    private long popped;

    @Actor
    public void pusher() {
        batch = slabs.pushBatch(0, batch);
    }

    @Actor
    public void popper() {
        popped = slabs.pop();
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, Tokens.join(batch, popped));
    }
}
