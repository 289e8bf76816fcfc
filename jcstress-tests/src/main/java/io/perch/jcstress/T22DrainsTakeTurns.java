/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.rseq.call.IndexMode;
import io.perch.slab.CpuSlabs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads that drain the same lists take each block once. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T22DrainsTakeTurns {
    private final Tiers tiers = Tiers.idle();
    private final CpuSlabs slabs = tiers.rseq(IndexMode.CPU);

    public T22DrainsTakeTurns() {
        long block = Fronts.allocate(slabs, Tiers.CLASS);
        slabs.give(Tiers.CLASS, block);
    }

    @Actor
    public void first() {
        slabs.drain();
    }

    @Actor
    public void second() {
        slabs.drain();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.audit(result, slabs);
    }
}
