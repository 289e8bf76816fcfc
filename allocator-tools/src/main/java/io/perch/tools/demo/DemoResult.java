/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.List;

/**
 * What the demo found.
 *
 * @param setting   how it was run
 * @param findings  corrupt bytes, errors and leaks; a good run has none
 * @param rounds    the measured rounds, in the order in which they ran
 * @param summaries one for each contender
 */
record DemoResult(Setting setting, Findings findings, List<RoundResult> rounds, List<Summary> summaries) {
    /** True when there are figures to report: every contender has measured requests. */
    boolean isComplete() {
        return summaries.stream().noneMatch(summary -> summary.rounds().isEmpty() || summary.latencies().getTotalCount() == 0);
    }
}
