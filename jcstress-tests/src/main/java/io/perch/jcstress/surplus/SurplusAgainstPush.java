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

/** A token that is pushed while the list gives back others goes home or stays. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class SurplusAgainstPush {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 2);

    private final IsolatedSlabs slabs = POOL.take();
    private long first = slabs.newToken();
    private long second = slabs.newToken();

    @Actor
    public void user() {
        first = slabs.push(first);
        second = slabs.push(second);
    }

    @Actor
    public void giver() {
        slabs.giveBack(1);
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, first, second);
    }
}
