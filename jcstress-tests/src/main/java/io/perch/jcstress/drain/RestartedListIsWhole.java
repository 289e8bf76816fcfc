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

/** A list that was stopped and started again has the tokens it had before, plus those pushed since. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class RestartedListIsWhole {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 2);

    private final IsolatedSlabs slabs = POOL.take();
    private long pushed = slabs.newToken();
    private long popped;

    @Actor
    public void user() {
        pushed = slabs.push(pushed);
        popped = slabs.pop();
    }

    @Actor
    public void stopper() {
        slabs.stop();
        slabs.start();
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, pushed, popped);
    }
}
