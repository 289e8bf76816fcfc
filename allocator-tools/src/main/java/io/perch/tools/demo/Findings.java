/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that went wrong. Any thread may report. */
final class Findings {
    private static final int KEPT = 10;

    private final AtomicLong count = new AtomicLong();
    private final ConcurrentLinkedQueue<String> first = new ConcurrentLinkedQueue<>();

    void report(String finding) {
        if (count.incrementAndGet() <= KEPT) {
            first.add(finding);
        }
    }

    void report(String where, Throwable cause) {
        report(where + ": " + cause);
    }

    long count() {
        return count.get();
    }

    /** The first ten: later ones mostly follow from these. */
    List<String> first() {
        return List.copyOf(first);
    }
}
