/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.Faults;
import io.perch.inject.FaultyRuns;
import io.perch.inject.Script;
import java.util.BitSet;

/** Threads that wait for the same emptying: one that leads, and the script's own, which follows. */
public final class EmptyingScript implements Script {
    /** Who leads is up to the scheduler. */
    private static final int MOST_ROUNDS = 1000;

    /** What the script's thread is. */
    public enum Follower { QUIET, INTERRUPTED }

    private final Follower follower;
    private final Emptying emptying = new Emptying(classes -> leader = Thread.currentThread());
    private final BitSet classes = new BitSet();
    private volatile Thread leader;

    EmptyingScript(Follower follower) {
        this.follower = follower;
    }

    @Override
    public void run(Faults faults) {
        boolean followed = false;
        for (int i = 0; i < MOST_ROUNDS && !followed; i++) {
            // So that the next one has to wait.
            faults.attempt(() -> emptying.awaitOne(classes));
            Thread other = new Thread(() -> emptying.awaitOne(classes), "leads");
            other.start();
            while (other.getState() != Thread.State.TIMED_WAITING && other.isAlive()) {
                Thread.onSpinWait();
            }
            leader = null;
            follow(faults);
            followed = leader != Thread.currentThread();
            join(other);
        }
        assertThat(followed).isTrue();
    }

    private void follow(Faults faults) {
        if (follower == Follower.INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        faults.attempt(() -> emptying.awaitOne(classes));
        assertThat(Thread.interrupted()).as("interrupted").isEqualTo(follower == Follower.INTERRUPTED);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void check() {
        FaultyRuns.elsewhere(() -> {
            emptying.awaitOne(classes);
            return leader;
        });
    }
}
