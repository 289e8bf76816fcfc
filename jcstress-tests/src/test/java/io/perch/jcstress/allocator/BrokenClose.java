/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.allocator;

import io.perch.jcstress.support.Pause;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A close and a last free that each check whether they are the last, and act on it later. */
@JCStressTest
@JCStressMeta(CloseAgainstFree.class)
@State
public class BrokenClose extends CloseAgainstFree {
    public BrokenClose() {
        super(new Forgetful());
    }

    private static final class Forgetful implements Closing {
        private volatile boolean inUse = true;
        private volatile boolean closing;
        private volatile boolean reserved = true;

        @Override
        public void free() {
            boolean last = closing;
            Pause.briefly();
            inUse = false;
            reserved &= !last;
        }

        @Override
        public void close() {
            boolean empty = !inUse;
            closing = true;
            reserved &= !empty;
        }

        @Override
        public boolean isInUse() {
            return inUse;
        }

        @Override
        public boolean isReserved() {
            return reserved;
        }
    }

    @Actor
    @Override
    public void user() {
        super.user();
    }

    @Actor
    @Override
    public void closer() {
        super.closer();
    }

    @Arbiter
    @Override
    public void count(II_Result result) {
        super.count(result);
    }
}
