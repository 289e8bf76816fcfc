/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.bound;

import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A user that gives the block back before it has stopped using the object. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BrokenBoundObject extends BoundObjectHasOneUser {
    @Override
    void giveBack(Runnable object, Runnable block) {
        super.giveBack(block, () -> {
            Pause.briefly();
            object.run();
        });
    }

    @Actor
    @Override
    public void first(II_Result result) {
        super.first(result);
    }

    @Actor
    @Override
    public void second(II_Result result) {
        super.second(result);
    }
}
