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

/** One slab for all CPUs, where critical sections do not exclude each other. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BrokenPop extends PopIsExclusive {
    private static final TokenSlabs SHARED = new TokenSlabs(true);

    public BrokenPop() {
        super(SHARED);
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
