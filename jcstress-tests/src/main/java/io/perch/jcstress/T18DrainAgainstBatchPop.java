/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A batch that is popped while the list is drained has all its tokens or none. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T18DrainAgainstBatchPop {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 3);

    private final Island island = ISLANDS.take();
    private long[] popped = {};

    @Actor
    public void user() {
        popped = island.popTwo(0);
    }

    @Actor
    public void drainer() {
        island.drain();
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, popped);
    }
}
