/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.List;
import java.util.Locale;

/**
 * What the demo found.
 *
 * @param setting   how it was run
 * @param findings  corrupt bytes, errors and leaks; a good run has none
 * @param rate      requests a second of the rounds in which latencies were measured
 * @param stolen    percent of the CPU time that the host of a virtual machine gave to others meanwhile
 * @param summaries one for each contender
 */
record DemoResult(Setting setting, Findings findings, double rate, double stolen, List<Summary> summaries) {
    /** Says what the columns with latencies mean. */
    String pace() {
        return String.format(Locale.ROOT, "Latencies are at %,.0f requests/s, the same for all, from when a request was due; "
                + "the rest is at full load. Clock: how late a thread woke up that did nothing but sleep. "
                + "The host took %.1f %% of the CPU time.", rate, stolen);
    }

    /** True when there are figures to report: every contender has measured requests. */
    boolean isComplete() {
        return summaries.stream().allMatch(Summary::isComplete);
    }
}
