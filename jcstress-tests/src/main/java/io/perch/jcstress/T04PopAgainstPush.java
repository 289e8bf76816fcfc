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

/** A pop beside a push takes one token, and the other ones stay. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T04PopAgainstPush {
    private static final Islands ISLANDS = new Islands(Island::new, 8, 2);

    private final Island island = ISLANDS.take();
    private long popped;
    private long pushed = island.mint();

    @Actor
    public void popper() {
        popped = island.pop();
    }

    @Actor
    public void pusher() {
        pushed = island.push(pushed);
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, popped, pushed);
    }
}
