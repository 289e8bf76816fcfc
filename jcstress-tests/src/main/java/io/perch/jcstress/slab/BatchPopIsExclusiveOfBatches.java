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

/** Two batches popped and pushed at once share no token. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BatchPopIsExclusiveOfBatches {
    private static final TokenSlabs SLABS = new TokenSlabs(false);

    private final TokenSlabs slabs;

    public BatchPopIsExclusiveOfBatches() {
        this(SLABS);
    }

    BatchPopIsExclusiveOfBatches(TokenSlabs slabs) {
        this.slabs = slabs;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = slabs.withBatch(0, slabs::holdBriefly);
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = slabs.withBatch(1, slabs::holdBriefly);
    }
}
