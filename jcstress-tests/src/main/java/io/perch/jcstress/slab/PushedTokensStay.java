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

/** Two tokens pushed at once are both on a list afterwards. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class PushedTokensStay {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 8, 1);

    private final IsolatedSlabs slabs = POOL.take();
    private long first = slabs.newToken();
    private long second = slabs.newToken();

    @Actor
    public void first() {
        first = slabs.push(first);
    }

    @Actor
    public void second() {
        second = slabs.push(second);
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, first, second);
    }
}
