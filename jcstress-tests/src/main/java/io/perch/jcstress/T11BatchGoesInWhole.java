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

/** Of a batch that is pushed beside another, each token is on the list or came back. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T11BatchGoesInWhole {
    private static final Islands ISLANDS = new Islands(Island::new, 5, 2);

    private final Island island = ISLANDS.take();
    private long[] first = {island.mint(), island.mint()};
    private long[] second = {island.mint(), island.mint()};

    @Actor
    public void first() {
        first = island.pushBatch(0, first);
    }

    @Actor
    public void second() {
        second = island.pushBatch(1, second);
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, Tokens.join(first, second));
    }
}
