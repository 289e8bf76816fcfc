/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.slab;

import io.perch.jcstress.support.TokenSlabs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread that pops a token sees everything that earlier holders wrote before they pushed it. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "only finished writes were seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "an earlier holder's write was seen half done")
@State
public class ContentsSurviveAPush {
    private static final TokenSlabs SLABS = new TokenSlabs(false);

    @Actor
    public void first(II_Result result) {
        result.r1 = write();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = write();
    }

    private static int write() {
        long token = SLABS.pop();
        int unfinished = SLABS.writeContents(token);
        SLABS.push(token);
        return unfinished;
    }
}
