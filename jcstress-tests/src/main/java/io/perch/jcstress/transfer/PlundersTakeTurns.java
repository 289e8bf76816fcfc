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

/** Two threads that send the same blocks to the spans send each once. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class PlundersTakeTurns {
    private final Tiers tiers = Tiers.idle();

    public PlundersTakeTurns() {
        long block = tiers.transfer.takeOne();
        tiers.transfer.putOne(tiers.transfer.takeOne());
        tiers.transfer.putOne(block);
        tiers.transfer.plunder();
    }

    @Actor
    public void first() {
        tiers.transfer.plunder();
    }

    @Actor
    public void second() {
        tiers.transfer.plunder();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.audit(result);
    }
}
