/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.netty;

import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** When a buffer with two references is released twice at once, exactly one release is the last and frees the block. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the first one was the last")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the second one was the last")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "the block was freed twice")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "the block was never freed")
@State
public class LastReleaseIsOne {
    private final BooleanSupplier release;

    public LastReleaseIsOne() {
        this(Buffers.unshared().retain()::release);
    }

    LastReleaseIsOne(BooleanSupplier release) {
        this.release = release;
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = release.getAsBoolean() ? 1 : 0;
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = release.getAsBoolean() ? 1 : 0;
    }
}
