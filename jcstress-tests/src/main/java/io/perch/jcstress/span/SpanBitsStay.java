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

/** A block put back while another one of the same bitmap word is taken stays free. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class SpanBitsStay {
    private final Tiers tiers = Tiers.idle();
    private final long first = tiers.central.takeOne();
    private long second;

    @Actor
    public void putter() {
        tiers.central.putOne(first);
    }

    @Actor
    public void taker() {
        second = tiers.central.takeOne();
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.central.putOne(second);
        tiers.audit(result);
    }
}
