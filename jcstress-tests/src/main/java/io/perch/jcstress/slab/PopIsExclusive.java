/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.slab;

import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.TokenSlabs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A popped token is given to nobody else until it is pushed again. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class PopIsExclusive {
    private static final TokenSlabs SLABS = new TokenSlabs(false);

    private final TokenSlabs slabs;

    public PopIsExclusive() {
        this(SLABS);
    }

    PopIsExclusive(TokenSlabs slabs) {
        this.slabs = slabs;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = hold();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = hold();
    }

    private int hold() {
        long token = slabs.pop();
        int others = slabs.holdBriefly(token);
        slabs.push(token);
        return others;
    }
}
