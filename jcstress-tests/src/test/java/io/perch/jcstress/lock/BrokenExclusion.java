/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.lock;

import io.perch.jcstress.support.Pause;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A lock that is looked at first and taken later. */
@JCStressTest
@JCStressMeta(LockIsExclusive.class)
@State
public class BrokenExclusion extends LockIsExclusive {
    public BrokenExclusion() {
        super(new LookThenTake());
    }

    private static final class LookThenTake extends ReentrantLock {
        private static final long serialVersionUID = 1;

        private volatile boolean held;

        @Override
        public void lock() {
            while (!tryLock()) {
                Thread.onSpinWait();
            }
        }

        @Override
        public boolean tryLock() {
            if (held) {
                return false;
            }
            Pause.briefly();
            held = true;
            return true;
        }

        @Override
        public void unlock() {
            held = false;
        }
    }

    @Actor
    @Override
    public void first() {
        super.first();
    }

    @Actor
    @Override
    public void second() {
        super.second();
    }

    @Arbiter
    @Override
    public void look(II_Result result) {
        super.look(result);
    }
}
