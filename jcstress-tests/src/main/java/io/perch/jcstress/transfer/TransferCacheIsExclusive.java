/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.transfer;

import io.perch.jcstress.support.Holder;
import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.Tiers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads that take from a transfer cache at once get two blocks. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class TransferCacheIsExclusive {
    private static final Tiers TIERS = new Tiers();

    private final Holder holder;

    public TransferCacheIsExclusive() {
        this(new Holder(TIERS.transfer::takeOne, TIERS.transfer::putOne));
    }

    TransferCacheIsExclusive(Holder holder) {
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
