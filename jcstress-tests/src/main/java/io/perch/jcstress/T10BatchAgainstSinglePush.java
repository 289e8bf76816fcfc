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

/** A batch that is popped beside a push takes what was there, and nothing of the push is lost. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T10BatchAgainstSinglePush {
    private static final Islands ISLANDS = new Islands(Island::new, 8, 3);

    private final Island island = ISLANDS.take();
    private long[] popped = {};
    private long pushed = island.mint();

    @Actor
    public void popper() {
        popped = island.popTwo(0);
    }

    @Actor
    public void pusher() {
        pushed = island.push(pushed);
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, Tokens.join(popped, pushed));
    }
}
