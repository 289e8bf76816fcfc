/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.limit;

import io.perch.jcstress.support.Pause;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A limit that is checked first and charged later. */
@JCStressTest
@JCStressMeta(LimitIsCheckedAndChargedAtOnce.class)
@State
public class BrokenLimit extends LimitIsCheckedAndChargedAtOnce {
    public BrokenLimit() {
        super(new CheckThenCharge()::tryCharge);
    }

    private static final class CheckThenCharge {
        private final AtomicLong committed = new AtomicLong();

        boolean tryCharge(long bytes) {
            if (committed.get() + bytes > 100) {
                return false;
            }
            Pause.briefly();
            committed.addAndGet(bytes);
            return true;
        }
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
