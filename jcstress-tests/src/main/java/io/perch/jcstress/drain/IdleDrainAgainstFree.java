/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.drain;

import io.perch.jcstress.support.FrontEnds;
import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import io.perch.rseq.IndexMode;
import io.perch.slab.FrontEnd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A slab that was found idle but is used again during its drain keeps or passes on every block. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class IdleDrainAgainstFree {
    private final Tiers tiers = Tiers.idle();
    private final FrontEnd slabs = tiers.rseq(IndexMode.CPU);
    private final long block;

    public IdleDrainAgainstFree() {
        block = FrontEnds.allocate(slabs, Tiers.CLASS);
        slabs.give(Tiers.CLASS, FrontEnds.allocate(slabs, Tiers.CLASS));
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
