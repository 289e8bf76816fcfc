/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.migration;

import io.perch.jcstress.support.IsolatedSlabsPool;
import io.perch.jcstress.support.NonAtomicSlabs;
import io.perch.jcstress.support.NothingLost;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A migrated thread that continues on the list of its former CPU, by plain reads and writes. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BrokenMigration extends FreeOnAnotherCpu {
    private static final IsolatedSlabsPool TORN = new IsolatedSlabsPool(NonAtomicSlabs::new, 8, 2);

    public BrokenMigration() {
        super(TORN);
    }

    @Actor
    @Override
    public void mover() {
        super.mover();
    }

    @Actor
    @Override
    public void other() {
        super.other();
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
