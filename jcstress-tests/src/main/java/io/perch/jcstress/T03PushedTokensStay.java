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

/** Two tokens that are pushed at once are both there afterwards. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T03PushedTokensStay {
    private static final Islands ISLANDS = new Islands(Island::new, 8, 1);

    private final Island island = ISLANDS.take();
    private long first = island.mint();
    private long second = island.mint();

    @Actor
    public void first() {
        first = island.push(first);
    }

    @Actor
    public void second() {
        second = island.push(second);
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, first, second);
    }
}
