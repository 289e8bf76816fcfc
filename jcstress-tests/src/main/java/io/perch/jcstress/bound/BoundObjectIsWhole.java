/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.bound;

import io.perch.PerchAllocator;
import io.perch.sizeclass.SizeClasses;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The next holder of a block finds the object that the previous one bound to it, with all its fields. */
@JCStressTest
@Outcome(id = "42, 42", expect = Expect.ACCEPTABLE, desc = "no object, or a whole one")
@Outcome(expect = Expect.FORBIDDEN, desc = "an object was seen before its fields")
@State
public class BoundObjectIsWhole {
    private static final PerchAllocator PERCH = PerchAllocator.create();
    private static final int SIZE_CLASS = SizeClasses.classOf(256);

    @Actor
    public void first(II_Result result) {
        result.r1 = valueOfBound();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = valueOfBound();
    }

    private static int valueOfBound() {
        long block = PERCH.allocate(256);
        Bound before = (Bound) PERCH.boundObjects().get(block, SIZE_CLASS);
        PERCH.boundObjects().set(block, SIZE_CLASS, new Bound());
        PERCH.free(block);
        return before == null ? 42 : before.value;
    }

    /** Not final, so that nothing but the hand-over of the block publishes it. */
    private static final class Bound {
        private int value;

        Bound() {
            value = 42;
        }
    }
}
