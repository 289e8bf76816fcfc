/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.jcstress.support.NothingLost;
import io.perch.rseq.NativePlatform;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Pages that were found idle are given back without the lock of their list. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BrokenPageGiver extends PageInUseIsNotGivenBack {
    @Actor
    @Override
    public void user() {
        super.user();
    }

    @Actor
    @Override
    public void giver() {
        NativePlatform.get().memory().release(page(), PAGE);
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
