/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.modes;

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

/** A thread that still allocates from a front end while it is closed gets a block of its own. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class ModeChangeAgainstAllocate {
    private final Tiers tiers = Tiers.idle();
    private final FrontEnd old = tiers.rseq(IndexMode.CPU);
    private final FrontEnd next = tiers.striped();
    private long first;
    private long second;

    public ModeChangeAgainstAllocate() {
        old.give(Tiers.CLASS, FrontEnds.allocate(old, Tiers.CLASS));
    }

    @Actor
    public void user() {
        first = FrontEnds.allocate(old, Tiers.CLASS);
    }

    @Actor
    public void changer() {
        old.close();
        second = FrontEnds.allocate(next, Tiers.CLASS);
    }

    @Arbiter
    public void audit(II_Result result) {
        int shared = first == second ? 1 : 0;
        next.give(Tiers.CLASS, first);
        if (shared == 0) {
            next.give(Tiers.CLASS, second);
        }
        tiers.auditWithout(result, old, next);
        result.r2 += shared;
    }
}
