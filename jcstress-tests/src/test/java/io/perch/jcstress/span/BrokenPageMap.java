/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A page that is announced before it is entered. */
@JCStressTest
@JCStressMeta(PageIsEnteredBeforeItIsKnown.class)
@State
public class BrokenPageMap extends PageIsEnteredBeforeItIsKnown {
    @Override
    void enter(Runnable entry, Runnable announcement) {
        super.enter(announcement, entry);
    }

    @Actor
    @Override
    public void writer() {
        super.writer();
    }

    @Actor
    @Override
    public void reader(I_Result result) {
        super.reader(result);
    }
}
