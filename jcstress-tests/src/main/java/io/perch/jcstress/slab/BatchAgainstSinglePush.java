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

/** A batch pop that races with a push takes what is there, and the pushed token is not lost. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BatchAgainstSinglePush {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 8, 3);

    private final IsolatedSlabs slabs = POOL.take();
    private long[] popped = {};
    private long pushed = slabs.newToken();

    @Actor
    public void popper() {
        popped = slabs.popTwo(0);
    }

    @Actor
    public void pusher() {
        pushed = slabs.push(pushed);
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, Tokens.join(popped, pushed));
    }
}
