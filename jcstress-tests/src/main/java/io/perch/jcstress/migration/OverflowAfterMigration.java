/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.migration;

import io.perch.jcstress.support.Cpus;
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

/** A thread that finds one CPU's list full and makes room on another loses no block. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class OverflowAfterMigration {
    private final Tiers tiers = Tiers.idle();
    private final FrontEnd slabs = tiers.rseq(IndexMode.CPU);
    private final long first = FrontEnds.allocate(slabs, Tiers.CLASS);
    private final long second = FrontEnds.allocate(slabs, Tiers.CLASS);

    @Actor
    public void mover() {
        if (!slabs.push(Tiers.CLASS, first)) {
            Cpus.moveOn();
            slabs.overflow(Tiers.CLASS, first);
        }
    }

    @Actor
    public void other() {
        slabs.give(Tiers.CLASS, second);
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.audit(result, slabs);
    }
}
