/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.transfer;

import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Returning blocks that nobody needed to the spans takes none from a thread that needs one now. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class PlunderAgainstTake {
    final Tiers tiers = Tiers.idle();
    private long taken;

    public PlunderAgainstTake() {
        tiers.transfer.putOne(tiers.transfer.takeOne());
        tiers.transfer.plunder();
    }

    @Actor
    public void user() {
        taken = take();
    }

    @Actor
    public void plunderer() {
        plunder();
    }

    long take() {
        return tiers.transfer.takeOne();
    }

    void plunder() {
        tiers.transfer.plunder();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.transfer.putOne(taken);
        tiers.audit(result);
    }
}
