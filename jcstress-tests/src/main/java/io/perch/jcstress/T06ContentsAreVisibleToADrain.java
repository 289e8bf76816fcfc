/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who drains a list sees all that was written to a token before it was pushed, though nothing but the push orders the writes. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "the drain found no token, or one with its contents")
@Outcome(expect = Expect.FORBIDDEN, desc = "the drain found a token before what was written to it")
@State
public class T06ContentsAreVisibleToADrain {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 0);

    private final Island island = ISLANDS.take();
    private long token = island.mint();

    @Actor
    public void holder() {
        token = send(island, token);
    }

    /** Writes, then pushes. */
    long send(Island to, long written) {
        to.write(written);
        return to.push(written);
    }

    @Actor
    public void drainer(II_Result result) {
        for (long drained : island.drain()) {
            result.r1 += island.isWritten(drained) ? 0 : 1;
        }
    }

    @Arbiter
    public void audit(II_Result result) {
        II_Result count = new II_Result();
        island.audit(count, token);
        result.r2 = count.r1 + count.r2;
    }
}
