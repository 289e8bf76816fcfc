/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.pool;

import io.perch.jcstress.support.Pause;
import io.perch.pool.PooledBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A late {@code close()} where only {@code close(generation)} is exact: it closes the handle of a later user. */
@JCStressTest
@JCStressMeta(LateCloseOfAGeneration.class)
@State
public class BrokenGeneration extends LateCloseOfAGeneration {
    @Override
    void close(PooledBuffer handle, long ofGeneration) {
        Thread.onSpinWait();
        handle.close();
    }

    @Override
    void use() {
        Pause.briefly();
    }

    @Actor
    @Override
    public void late(IIII_Result result) {
        super.late(result);
    }

    @Actor
    @Override
    public void user(IIII_Result result) {
        super.user(result);
    }

    @Arbiter
    @Override
    public void audit(IIII_Result result) {
        super.audit(result);
    }
}
