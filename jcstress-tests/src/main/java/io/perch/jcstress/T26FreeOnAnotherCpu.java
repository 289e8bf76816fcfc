/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A token that is popped on one CPU and pushed on another is on one list at the end. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class T26FreeOnAnotherCpu {
    private static final Islands ISLANDS = new Islands(Island::new, 8, 2);

    private final Island island;
    private long moved;
    private long other;

    public T26FreeOnAnotherCpu() {
        this(ISLANDS);
    }

    T26FreeOnAnotherCpu(Islands islands) {
        island = islands.take();
    }

    @Actor
    public void mover() {
        long token = island.pop();
        if (token != 0) {
            Cpus.moveOn();
            moved = island.push(token);
        }
    }

    @Actor
    public void other() {
        other = island.pop();
        if (other != 0) {
            other = island.push(other);
        }
    }

    @Arbiter
    public void audit(II_Result result) {
        island.audit(result, moved, other);
    }
}
