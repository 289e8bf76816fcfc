/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.span.BoundObjects;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** An object that is bound to a block has one user at a time, although blocks wander between threads through the transfer cache. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class T52BoundObjectHasOneUser {
    private static final Tiers TIERS = new Tiers();

    @Actor
    public void first(II_Result result) {
        result.r1 = use();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = use();
    }

    private int use() {
        long block = TIERS.transfer.takeOne();
        AtomicInteger users = users(block);
        int others = users.getAndIncrement();
        Thread.onSpinWait();
        giveBack(() -> users.getAndDecrement(), () -> TIERS.transfer.putOne(block));
        return others;
    }

    private static AtomicInteger users(long block) {
        BoundObjects bound = TIERS.spans.boundObjects();
        AtomicInteger users = (AtomicInteger) bound.get(block, Tiers.CLASS);
        if (users == null) {
            users = new AtomicInteger();
            bound.set(block, Tiers.CLASS, users);
        }
        return users;
    }

    /** First the object is left, then its block. */
    void giveBack(Runnable object, Runnable block) {
        object.run();
        block.run();
    }
}
