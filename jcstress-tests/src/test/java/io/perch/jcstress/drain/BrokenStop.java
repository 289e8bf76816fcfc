/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.drain;

import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.UnfencedSlabs;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A stop that leaves the entries in the table. */
@JCStressTest
@JCStressMeta(StoppedListGivesNothing.class)
@State
public class BrokenStop extends StoppedListGivesNothing {
    private static final IsolatedSlabsPool UNSTOPPED = new IsolatedSlabsPool(UnfencedSlabs::new, 4, 3);

    public BrokenStop() {
        super(UNSTOPPED);
    }

    @Actor
    @Override
    public void user() {
        super.user();
    }

    @Actor
    @Override
    public void stopper(II_Result result) {
        super.stopper(result);
    }

    @Arbiter
    @Override
    public void audit() {
        super.audit();
    }
}
