/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.lock;

import io.perch.lock.LockUnderTest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread that parks as the other gives the lock back is woken, or sees that the lock is free: it does not wait to the end. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both had it")
@Outcome(expect = Expect.FORBIDDEN, desc = "one was parked beside a free lock until its time was over")
@State
public class UnlockWakesAWaiter {
    private final LockUnderTest lock;
    private final long nanos;

    public UnlockWakesAWaiter() {
        this(new LockUnderTest(), TimeUnit.SECONDS.toNanos(10));
    }

    /** @param nanos that a thread waits at most */
    UnlockWakesAWaiter(LockUnderTest lock, long nanos) {
        this.lock = lock;
        this.nanos = nanos;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = turn();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = turn();
    }

    private int turn() {
        if (!lock.tryLock(nanos)) {
            return 0;
        }
        lock.unlock();
        return 1;
    }
}
