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

/** Two threads that pop at once, each from the list of its CPU, get two tokens, and hold them until both are done. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T02PoppedTokensDiffer {
    private static final Islands ISLANDS = new Islands(Island::new, 4, 3);

    private final Island island = ISLANDS.take();
    private long first;
    private long second;

    @Actor
    public void first() {
        first = island.pop();
    }

    @Actor
    public void second() {
        second = island.pop();
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, first, second);
    }
}
