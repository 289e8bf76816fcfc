/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.modes;

import io.perch.jcstress.support.NothingLost;
import io.perch.slab.FrontEnd;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A change of front ends that forgets to close the old one. */
@JCStressTest
@JCStressMeta(NothingLost.class)
@State
public class BrokenModeChange extends ModeChangeLeavesNoBlockBehind {
    @Override
    void leave(FrontEnd left) {
        left.balance();
    }

    @Actor
    @Override
    public void user() {
        super.user();
    }

    @Actor
    @Override
    public void changer() {
        super.changer();
    }

    @Arbiter
    @Override
    public void audit(II_Result result) {
        super.audit(result);
    }
}
