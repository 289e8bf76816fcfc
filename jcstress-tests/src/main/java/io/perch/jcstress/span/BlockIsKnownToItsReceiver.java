/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.Tiers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that receives a block of a new span can free it: size class and span are found from its address. */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "the receiver came first")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "class and span were found")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "a block in use was taken for a foreign address")
@State
public class BlockIsKnownToItsReceiver {
    private final Tiers tiers = Tiers.idle();
    private volatile long mail;

    @Actor
    public void sender() {
        mail = tiers.central.takeOne();
    }

    @Actor
    public void receiver(I_Result result) {
        long block = mail;
        result.r1 = block == 0 ? -1 : tiers.spans.blockClass(block) == Tiers.CLASS && tiers.spans.spanOf(block) != null ? 1 : 0;
    }

    @Arbiter
    public void giveBack() {
        tiers.central.putOne(mail);
        tiers.audit(new II_Result());
    }
}
