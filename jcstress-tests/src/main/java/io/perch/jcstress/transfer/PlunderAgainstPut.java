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

/** Blocks that come back while others are sent to the spans stay or go there as well. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class PlunderAgainstPut {
    private final Tiers tiers = Tiers.idle();
    private final long first = tiers.transfer.takeOne();
    private final long second = tiers.transfer.takeOne();

    public PlunderAgainstPut() {
        tiers.transfer.putOne(tiers.transfer.takeOne());
        tiers.transfer.plunder();
    }

    @Actor
    public void user() {
        tiers.transfer.putOne(first);
        tiers.transfer.putOne(second);
    }

    @Actor
    public void plunderer() {
        tiers.transfer.plunder();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.audit(result);
    }
}
