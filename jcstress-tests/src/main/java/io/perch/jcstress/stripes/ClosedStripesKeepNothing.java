/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.stripes;

import io.perch.jcstress.support.FrontEnds;
import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import io.perch.slab.FrontEnd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Blocks freed to the stripes while they are closed reach the spans. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class ClosedStripesKeepNothing {
    private final Tiers tiers = Tiers.idle();
    private final FrontEnd slabs = tiers.striped();
    private final FrontEnd none = tiers.striped();
    private final long first = FrontEnds.allocate(slabs, Tiers.CLASS);
    private final long second = FrontEnds.allocate(slabs, Tiers.CLASS);

    @Actor
    public void user() {
        slabs.give(Tiers.CLASS, first);
        slabs.give(Tiers.CLASS, second);
    }

    @Actor
    public void closer() {
        slabs.close();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.auditWithout(result, slabs, none);
    }
}
