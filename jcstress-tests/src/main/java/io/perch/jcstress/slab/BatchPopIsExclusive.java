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

/** A batch pop takes each of its tokens as exclusively as a single pop does. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BatchPopIsExclusive {
    private static final TokenSlabs SLABS = new TokenSlabs(false);

    @Actor
    public void first(II_Result result) {
        result.r1 = SLABS.withBatch(0, SLABS::holdBriefly);
    }

    @Actor
    public void second(II_Result result) {
        long token = SLABS.pop();
        result.r2 = SLABS.holdBriefly(token);
        SLABS.push(token);
    }
}
