/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.bound;

import io.perch.jcstress.support.OneHolder;
import io.perch.jcstress.support.Tiers;
import io.perch.span.BoundObjects;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** An object bound to a block has one user at a time, although blocks move between threads through the transfer cache. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BoundObjectHasOneUser {
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

    /** The object first, then its block. */
    void giveBack(Runnable object, Runnable block) {
        object.run();
        block.run();
    }
}
