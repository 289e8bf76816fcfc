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

/** No token is lost when a list shrinks and grows during a push. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class ResizeAgainstPush {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 2, 1);

    private final IsolatedSlabs slabs = POOL.take();
    private long pushed = slabs.newToken();

    @Actor
    public void pusher() {
        pushed = slabs.push(pushed);
    }

    @Actor
    public void resizer() {
        slabs.resize(-1);
        slabs.resize(2);
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, pushed);
    }
}
