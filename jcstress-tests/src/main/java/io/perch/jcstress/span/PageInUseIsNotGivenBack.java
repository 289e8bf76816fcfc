/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.NothingLost;
import io.perch.jcstress.support.Tiers;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.Span;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A block is taken and written while its page, of which no block was in use, is given back: what was written stays. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class PageInUseIsNotGivenBack {
    static final int PAGE = SizeClasses.PAGE_SIZE / 2;
    private static final int ON_FIRST_PAGE = PAGE / SizeClasses.size(Tiers.CLASS);
    private static final long WRITTEN = 0x5EEDL;

    private final Tiers tiers = Tiers.idle();
    private final long[] others = new long[ON_FIRST_PAGE];
    private long block;

    public PageInUseIsNotGivenBack() {
        for (int i = 0; i < others.length; i++) {
            others[i] = tiers.central.takeOne();
        }
        tiers.central.giveBackIdle(1, System.nanoTime(), 0);
    }

    /** The first byte of the page of which no block is in use at the begin. */
    long page() {
        return others[0] + PAGE;
    }

    @Actor
    public void user() {
        block = tiers.central.takeOne();
        Span span = tiers.spans.spanOf(block);
        span.memory().putLong(span.offsetOf(block), WRITTEN);
    }

    @Actor
    public void giver() {
        tiers.central.giveBackIdle(1, System.nanoTime(), 0);
    }

    @Arbiter
    public void audit(II_Result result) {
        Span span = tiers.spans.spanOf(block);
        boolean kept = span.memory().getLong(span.offsetOf(block)) == WRITTEN;
        tiers.central.putOne(block);
        for (long other : others) {
            tiers.central.putOne(other);
        }
        tiers.audit(result);
        result.r1 += kept ? 0 : 1;
    }
}
