/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.netty;

import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A retain that races with the last release either keeps the buffer alive or is refused: a freed buffer never comes back. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "the retain came first, and the buffer has one reference")
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "the release came first, and the retain was refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "a freed buffer has a reference, or a buffer in use has none")
@State
public class NoResurrection {
    private final ByteBuf buffer = Buffers.unshared();

    @Actor
    public void releaser(III_Result result) {
        result.r1 = buffer.release() ? 1 : 0;
    }

    @Actor
    public void retainer(III_Result result) {
        try {
            buffer.retain();
            result.r2 = 1;
        } catch (IllegalReferenceCountException freed) {
            result.r2 = 0;
        }
    }

    @Arbiter
    public void count(III_Result result) {
        result.r3 = buffer.refCnt();
        if (result.r3 > 0) {
            buffer.release();
        }
    }
}
