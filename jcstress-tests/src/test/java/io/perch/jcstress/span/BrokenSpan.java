/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.Holder;
import io.perch.jcstress.support.OneHolder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A span's bitmap without the lock of its list. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BrokenSpan extends SpanBlocksAreExclusive {
    private static final UnlockedBitmap BITMAP = new UnlockedBitmap();

    public BrokenSpan() {
        super(new Holder(BITMAP::take, BITMAP::put));
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

    private static final class UnlockedBitmap {
        private long free = -1;

        long take() {
            int bit = Long.numberOfTrailingZeros(free);
            free &= free - 1;
            return bit;
        }

        void put(long bit) {
            free |= 1L << bit;
        }
    }
}
