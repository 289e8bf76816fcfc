/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.netty;

import io.perch.jcstress.support.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reference count that is read and written in two steps. */
@JCStressTest
@JCStressMeta(LastReleaseIsOne.class)
@State
public class BrokenCount extends LastReleaseIsOne {
    public BrokenCount() {
        super(new PlainCount()::release);
    }

    private static final class PlainCount {
        private int count = 2;

        boolean release() {
            int now = count - 1;
            Pause.briefly();
            count = now;
            return now == 0;
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
