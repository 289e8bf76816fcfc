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

/** A slab that is found idle, and used again while it is being emptied, keeps or hands on every block. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T23IdleDrainAgainstFree {
    private final Tiers tiers = Tiers.idle();
    private final CpuSlabs slabs = tiers.rseq(IndexMode.CPU);
    private final long block;

    public T23IdleDrainAgainstFree() {
        block = Fronts.allocate(slabs, Tiers.CLASS);
        slabs.give(Tiers.CLASS, Fronts.allocate(slabs, Tiers.CLASS));
        slabs.drainIdle(0, 1);
    }

    @Actor
    public void user() {
        slabs.give(Tiers.CLASS, block);
    }

    @Actor
    public void drainer() {
        slabs.drainIdle(1, 1);
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.audit(result, slabs);
    }
}
