/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.lock;

import io.perch.lock.HastyLock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Waiters that park without a last look at the lock: it may have been given back since the one before. */
@JCStressTest
@JCStressMeta(UnlockWakesAWaiter.class)
@State
public class BrokenWakeUp extends UnlockWakesAWaiter {
    public BrokenWakeUp() {
        super(new HastyLock(), TimeUnit.MILLISECONDS.toNanos(5));
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
