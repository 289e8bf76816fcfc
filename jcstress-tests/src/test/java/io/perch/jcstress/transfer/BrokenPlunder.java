/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.transfer;

import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.UnlockedStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A transfer cache without its lock, which sends home what is being taken. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BrokenPlunder extends PlunderAgainstTake {
    private final UnlockedStack stack = new UnlockedStack(tiers.transfer.takeOne(), tiers.transfer.takeOne());

    @Override
    long take() {
        return stack.take();
    }

    @Override
    void plunder() {
        tiers.transfer.putOne(stack.take());
    }

    @Actor
    @Override
    public void user() {
        super.user();
    }

    @Actor
    @Override
    public void plunderer() {
        super.plunderer();
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
