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

/** When one front end replaces another, blocks freed to the old one are not left behind in it. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class ModeChangeLeavesNoBlockBehind {
    private final Tiers tiers = Tiers.idle();
    private final FrontEnd old = tiers.rseq(IndexMode.CPU);
    private final FrontEnd next = tiers.striped();
    private final long block = FrontEnds.allocate(old, Tiers.CLASS);
    private volatile FrontEnd current = old;

    @Actor
    public void user() {
        current.give(Tiers.CLASS, block);
    }

    @Actor
    public void changer() {
        current = next;
        leave(old);
    }

    /** Closes a front end that others still use. */
    void leave(FrontEnd left) {
        left.close();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.auditWithout(result, old, next);
    }
}
