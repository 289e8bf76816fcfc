/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.drain;

import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.IsolatedSlabsPool;
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
public class StoppedListGivesNothing {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 4, 3);

    private final IsolatedSlabs slabs;

    public StoppedListGivesNothing() {
        this(POOL);
    }

    StoppedListGivesNothing(IsolatedSlabsPool pool) {
        slabs = pool.take();
    }

    @Actor
    public void user() {
        long token = slabs.pop();
        if (token != 0) {
            slabs.push(token);
        }
    }

    @Actor
    public void stopper(II_Result result) {
        slabs.stop();
        int before = slabs.count();
        Thread.onSpinWait();
        result.r1 = slabs.count() - before;
    }

    @Arbiter
    public void audit() {
        slabs.audit(new II_Result());
    }
}
