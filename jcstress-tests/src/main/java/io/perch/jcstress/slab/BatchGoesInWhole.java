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

/** When two batches are pushed at once, each token is on a list or still with its holder. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BatchGoesInWhole {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 5, 2);

    private final IsolatedSlabs slabs = POOL.take();
    private long[] first = {slabs.newToken(), slabs.newToken()};
    private long[] second = {slabs.newToken(), slabs.newToken()};

    @Actor
    public void first() {
        first = slabs.pushBatch(0, first);
    }

    @Actor
    public void second() {
        second = slabs.pushBatch(1, second);
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, Tokens.join(first, second));
    }
}
