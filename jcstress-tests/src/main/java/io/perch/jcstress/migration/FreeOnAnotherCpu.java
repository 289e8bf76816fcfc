/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.migration;

import io.perch.jcstress.support.Cpus;
import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NothingLost;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A token popped on one CPU and pushed on another ends up on exactly one list. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class FreeOnAnotherCpu {
    private static final IsolatedSlabsPool POOL = new IsolatedSlabsPool(IsolatedSlabs::new, 8, 2);

    private final IsolatedSlabs slabs;
    private long moved;
    private long other;

    public FreeOnAnotherCpu() {
        this(POOL);
    }

    FreeOnAnotherCpu(IsolatedSlabsPool pool) {
        slabs = pool.take();
    }

    @Actor
    public void mover() {
        long token = slabs.pop();
        if (token != 0) {
            Cpus.moveOn();
            moved = slabs.push(token);
        }
    }

    @Actor
    public void other() {
        other = slabs.pop();
        if (other != 0) {
            other = slabs.push(other);
        }
    }

    @Arbiter
    public void audit(II_Result result) {
        slabs.audit(result, moved, other);
    }
}
