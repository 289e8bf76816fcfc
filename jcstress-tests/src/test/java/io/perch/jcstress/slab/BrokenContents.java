/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.slab;

import io.perch.jcstress.support.IsolatedSlabs;
import io.perch.jcstress.support.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A holder that still writes to a token after it has pushed it. */
@JCStressTest
@JCStressMeta(ContentsAreVisibleToADrain.class)
@State
public class BrokenContents extends ContentsAreVisibleToADrain {
    @Override
    long send(IsolatedSlabs to, long written) {
        long kept = to.push(written);
        Pause.briefly();
        to.write(written);
        return kept;
    }

    @Actor
    @Override
    public void holder() {
        super.holder();
    }

    @Actor
    @Override
    public void drainer(II_Result result) {
        super.drainer(result);
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
