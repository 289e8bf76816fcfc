/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.lock;

import io.perch.lock.OwnerAwareLock;
import java.util.concurrent.locks.Lock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of two threads, one at a time is inside, and sees what the other has done: no addition is lost. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "one after the other, and the lock is free")
@Outcome(expect = Expect.FORBIDDEN, desc = "both were inside, or the lock is not free")
@State
public class LockIsExclusive {
    private final Lock lock;
    private int count;

    public LockIsExclusive() {
        this(new OwnerAwareLock());
    }

    LockIsExclusive(Lock lock) {
        this.lock = lock;
    }

    @Actor
    public void first() {
        add();
    }

    @Actor
    public void second() {
        add();
    }

    @Arbiter
    public void look(II_Result result) {
        result.r1 = count;
        result.r2 = lock.tryLock() ? 0 : 1;
    }

    private void add() {
        lock.lock();
        count++;
        lock.unlock();
    }
}
