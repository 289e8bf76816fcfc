/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.stripes;

import io.perch.jcstress.support.Holder;
import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.UnlockedStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A stripe without its lock. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BrokenStripes extends StripesAreExclusive {
    private static final UnlockedStack STACK = new UnlockedStack();

    public BrokenStripes() {
        super(new Holder(STACK::take, STACK::put));
    }

    @Actor
    @Override
    public void first(II_Result result) {
        super.first(result);
    }

    @Actor
    @Override
    public void second(II_Result result) {
        super.second(result);
    }
}
