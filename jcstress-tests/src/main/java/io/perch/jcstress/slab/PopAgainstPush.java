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

/** A pop that races with a push takes one token, and the others stay. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class PopAgainstPush {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 8, 2);

    private final IsolatedSlabs slabs = POOL.take();
    private long popped;
    private long pushed = slabs.newToken();

    @Actor
    public void popper() {
        popped = slabs.pop();
    }

    @Actor
    public void pusher() {
        pushed = slabs.push(pushed);
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, popped, pushed);
    }
}
