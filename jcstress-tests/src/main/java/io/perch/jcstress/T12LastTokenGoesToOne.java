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

/** When two threads pop the last token, it has one holder, and the other one learns that there is none. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T12LastTokenGoesToOne {
    private static final Islands ISLANDS = new Islands(Island::new, 2, 1);

    private final Island island;
    private long first;
    private long second;

    public T12LastTokenGoesToOne() {
        this(ISLANDS);
    }

    T12LastTokenGoesToOne(Islands islands) {
        island = islands.take();
    }

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
