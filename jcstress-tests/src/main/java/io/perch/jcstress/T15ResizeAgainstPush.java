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

/** A list that loses and gains capacity while it is pushed to cuts no token off. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T15ResizeAgainstPush {
    private static final Islands ISLANDS = new Islands(Island::new, 2, 1);

    private final Island island = ISLANDS.take();
    private long pushed = island.mint();

    @Actor
    public void pusher() {
        pushed = island.push(pushed);
    }

    @Actor
    public void resizer() {
        island.resize(-1);
        island.resize(2);
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, pushed);
    }
}
