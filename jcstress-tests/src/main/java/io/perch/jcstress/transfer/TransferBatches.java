/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.transfer;

import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import io.perch.span.BlockBatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** When batches are put into and taken from a transfer cache at once, no block is lost or doubled. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class TransferBatches {
    private final Tiers tiers = Tiers.idle();
    private final BlockBatch first = BlockBatch.onHeap();
    private final BlockBatch second = BlockBatch.onHeap();

    public TransferBatches() {
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
