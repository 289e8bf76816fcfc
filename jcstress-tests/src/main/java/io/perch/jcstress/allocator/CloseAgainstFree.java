/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.allocator;

import io.perch.PerchAllocator;
import io.perch.jcstress.support.SmallAllocators;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** When the last free races with a close, the address space is given back, and once. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "nothing is in use, and nothing reserved")
@Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "the address space was never given back")
@Outcome(expect = Expect.FORBIDDEN, desc = "a block was lost")
@State
public class CloseAgainstFree {
    private final Closing closing;

    public CloseAgainstFree() {
        this(new PerchClosing());
    }

    CloseAgainstFree(Closing closing) {
        this.closing = closing;
    }

    /** Something with one block in use that is closed. */
    interface Closing {
        void free();

        void close();

        boolean isInUse();

        boolean isReserved();
    }

    private static final class PerchClosing implements Closing {
        private final PerchAllocator perch = SmallAllocators.create();
        private final long block = perch.allocate(64);

        @Override
        public void free() {
            perch.free(block);
        }

        @Override
        public void close() {
            perch.close();
        }

        @Override
        public boolean isInUse() {
            return perch.stats().inUse() != 0;
        }

        @Override
        public boolean isReserved() {
            return perch.stats().reserved() != 0;
        }
    }

    @Actor
    public void user() {
        closing.free();
    }

    @Actor
    public void closer() {
        closing.close();
    }

    @Arbiter
    public void count(II_Result result) {
        result.r1 = closing.isInUse() ? 1 : 0;
        result.r2 = closing.isReserved() ? 1 : 0;
    }
}
