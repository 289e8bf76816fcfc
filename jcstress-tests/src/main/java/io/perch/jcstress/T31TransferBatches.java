/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.span.BlockBatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Batches that go in and come out of a transfer cache at once are neither mixed up nor cut. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T31TransferBatches {
    private final Tiers tiers = Tiers.idle();
    private final BlockBatch first = BlockBatch.onHeap();
    private final BlockBatch second = BlockBatch.onHeap();

    public T31TransferBatches() {
        tiers.transfer.take(first, 8);
    }

    @Actor
    public void putter() {
        tiers.transfer.put(first);
    }

    @Actor
    public void taker() {
        tiers.transfer.take(second, 8);
    }

    @Arbiter
    public void audit(II_Result result) {
        tiers.transfer.put(second);
        tiers.audit(result);
    }
}
