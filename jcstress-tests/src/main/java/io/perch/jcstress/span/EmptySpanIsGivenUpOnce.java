/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A span whose last block comes back is either released or used for the next allocation, never both. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class EmptySpanIsGivenUpOnce {
    private final Tiers tiers = Tiers.idle();
    private final long first = tiers.central.takeOne();
    private long second;

    @Actor
    public void user() {
        tiers.central.putOne(first);
        second = tiers.central.takeOne();
    }

    @Actor
    public void trimmer() {
        tiers.central.trim();
    }

    @Arbiter
    public void audit(II_Result result) {
        boolean known = tiers.spans.blockClass(second) == Tiers.CLASS;
        tiers.central.putOne(second);
        tiers.audit(result);
        result.r1 += known ? 0 : 1;
    }
}
