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

/** A transfer cache that is drained while blocks come back keeps or passes on each of them. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class DrainedTransferCache {
    private final Tiers tiers = Tiers.idle();
    private final long first = tiers.transfer.takeOne();
    private final long second = tiers.transfer.takeOne();

    @Actor
    public void user() {
        tiers.transfer.putOne(first);
        tiers.transfer.putOne(second);
    }

    @Actor
    public void drainer() {
        tiers.transfer.drain();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.audit(result);
    }
}
