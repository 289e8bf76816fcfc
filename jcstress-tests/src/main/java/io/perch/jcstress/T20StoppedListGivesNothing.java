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

/** Once a list is stopped, no critical section takes from it, not even one that began before. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "the stopped list did not change")
@Outcome(expect = Expect.FORBIDDEN, desc = "a stopped list changed under the thread that had stopped it")
@State
public class T20StoppedListGivesNothing {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 3);

    private final Island island;

    public T20StoppedListGivesNothing() {
        this(ISLANDS);
    }

    T20StoppedListGivesNothing(Islands islands) {
        island = islands.take();
    }

    @Actor
    public void user() {
        long token = island.pop();
        if (token != 0) {
            island.push(token);
        }
    }

    @Actor
    public void stopper(II_Result result) {
        island.stop();
        int before = island.count();
        Thread.onSpinWait();
        result.r1 = island.count() - before;
    }

    @Arbiter
    public void audit() {
        island.audit(new II_Result());
    }
}
