/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.Holder;
import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.Tiers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads that take from the spans at once get two blocks: no bit of a bitmap is cleared twice. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class SpanBlocksAreExclusive {
    private static final Tiers TIERS = new Tiers();

    private final Holder holder;

    public SpanBlocksAreExclusive() {
        this(new Holder(TIERS.central::takeOne, TIERS.central::putOne));
    }

    SpanBlocksAreExclusive(Holder holder) {
        this.holder = holder;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = holder.use();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = holder.use();
    }
}
