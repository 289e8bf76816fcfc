/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** CPU time that the host of a virtual machine gave to others, by the first line of {@code /proc/stat}: see proc(5). */
record StolenTime(long stolen, long all) {
    private static final int FIELDS = 8;
    private static final int STEAL = 7;

    /** Since the system started, in ticks; zeros where the file cannot be read. */
    static StolenTime now() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/stat")).get(0));
        } catch (IOException | RuntimeException e) {
            return new StolenTime(0, 0);
        }
    }

    /** @param line begins with "cpu" and has user, nice, system, idle, iowait, irq, softirq and steal */
    static StolenTime parse(String line) {
        long[] ticks = Arrays.stream(line.trim().split("\\s+")).skip(1).limit(FIELDS).mapToLong(Long::parseLong).toArray();
        return new StolenTime(ticks[STEAL], Arrays.stream(ticks).sum());
    }

    /** The part of the time since {@code begin} that was stolen, in percent. */
    double percentSince(StolenTime begin) {
        return 100.0 * (stolen - begin.stolen) / Math.max(1, all - begin.all);
    }
}
