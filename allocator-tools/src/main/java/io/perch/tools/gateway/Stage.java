/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import io.perch.rseq.ThreadAffinity;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.Agent;

/** One thread of the gateway: an agent that stays on its CPU. */
abstract class Stage implements Agent {
    final LostCpu lostCpu = new LostCpu();
    private final String name;
    private final int cpu;
    private final AtomicLong done = new AtomicLong();

    /** @param cpu to stay on; -1 for any */
    Stage(String name, int cpu) {
        this.name = name;
        this.cpu = cpu;
    }

    @Override
    public void onStart() {
        if (cpu >= 0) {
            ThreadAffinity.pin(cpu);
        }
    }

    @Override
    public String roleName() {
        return name;
    }

    /** Messages handled so far; what was done with them is visible to a thread that reads this. */
    final long done() {
        return done.getAcquire();
    }

    /** Only this thread writes, so no atomic instruction is needed. */
    final void count() {
        done.setRelease(done.getPlain() + 1);
    }
}
