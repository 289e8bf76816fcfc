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

/** A thread that still allocates from a front end that is being left gets a block of its own, or none. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T29ModeChangeAgainstAllocate {
    private final Tiers tiers = Tiers.idle();
    private final CpuSlabs old = tiers.rseq(IndexMode.CPU);
    private final CpuSlabs next = tiers.striped();
    private long first;
    private long second;

    public T29ModeChangeAgainstAllocate() {
        old.give(Tiers.CLASS, Fronts.allocate(old, Tiers.CLASS));
    }

    @Actor
    public void user() {
        first = Fronts.allocate(old, Tiers.CLASS);
    }

    @Actor
    public void changer() {
        old.close();
        second = Fronts.allocate(next, Tiers.CLASS);
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
