/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.span;

import io.perch.arena.PageMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that learns of a page finds its entry, although reading the page map takes no lock. */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "the reader came first")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the entry was found")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "the page was known before its entry could be found")
@State
public class PageIsEnteredBeforeItIsKnown {
    private static final int PAGE = 7;

    private final PageMap<Object> map = new PageMap<>(1 << 10);
    private volatile int known = -1;

    @Actor
    public void writer() {
        enter(this::enterPage, () -> known = PAGE);
    }

    private void enterPage() {
        map.cover(PAGE, 1);
        map.set(PAGE, this);
    }

    /** First the entry is made, then it is announced. */
    void enter(Runnable entry, Runnable announcement) {
        entry.run();
        announcement.run();
    }

    @Actor
    public void reader(I_Result result) {
        int page = known;
        result.r1 = page < 0 ? -1 : map.get(page) == this ? 1 : 0;
    }
}
