/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import io.perch.bench.netty.ThreadKind;
import java.util.Locale;

/** The threads that miss at once. */
enum Crowd {
    /** 10,000 virtual threads on two carriers. */
    VIRTUAL(ThreadKind.VIRTUAL, 10_000, 1, 60),
    /** 64 platform threads that sleep between two waves. */
    PLATFORM(ThreadKind.PLAIN, 64, 1, 3000),
    /** The same, but they go on for long before they sleep: most of them wait for a CPU at any time. */
    BUSY(ThreadKind.PLAIN, 64, 300, 20);

    private final ThreadKind kind;
    private final int threads;
    private final int turns;
    private final int waves;

    Crowd(ThreadKind kind, int threads, int turns, int waves) {
        this.kind = kind;
        this.threads = threads;
        this.turns = turns;
        this.waves = waves;
    }

    ThreadKind kind() {
        return kind;
    }

    int threads() {
        return threads;
    }

    /** How often a thread takes its blocks in a wave, and gives them back; the last time only when all have theirs. */
    int turns() {
        return turns;
    }

    /** How many waves are measured of each {@link Wait}. */
    int waves() {
        return waves;
    }

    /** As the command line names it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
