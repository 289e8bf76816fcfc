/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.allocator;

import io.perch.PerchAllocator;
import io.perch.jcstress.support.BlockHolders;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that receives a block from another sees what was written to it, and may free it. */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "the second thread came first")
@Outcome(id = "42", expect = Expect.ACCEPTABLE, desc = "the second thread read and freed the block")
@Outcome(expect = Expect.FORBIDDEN, desc = "the second thread saw older contents")
@State
public class HandOver {
    private static final PerchAllocator PERCH = PerchAllocator.create();

    private volatile long mail;
    private boolean freed;

    @Actor
    public void sender() {
        long block = PERCH.allocate(256);
        BlockHolders.write(PERCH, block, 42);
        mail = block;
    }

    @Actor
    public void receiver(I_Result result) {
        long block = mail;
        result.r1 = -1;
        if (block != 0) {
            result.r1 = BlockHolders.read(PERCH, block);
            release(block);
        }
    }

    @Arbiter
    public void rest() {
        if (!freed) {
            release(mail);
        }
    }

    private void release(long block) {
        BlockHolders.write(PERCH, block, 0);
        PERCH.free(block);
        freed = true;
    }
}
