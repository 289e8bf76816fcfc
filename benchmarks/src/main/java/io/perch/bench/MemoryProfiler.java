/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Has JMH's forks report their {@link MemoryUse} after each iteration. */
public final class MemoryProfiler implements InternalProfiler {
    private static final String PREFIX = "memory: ";

    @Override
    public String getDescription() {
        return "memory by tier";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // what counts is what there is afterwards
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        return MemoryUse.now().entrySet().stream().map(part -> new ScalarResult(PREFIX + part.getKey(), part.getValue(), "bytes",
                AggregationPolicy.MAX)).toList();
    }

    /** What a fork reported after its last iteration. */
    static Map<String, Long> last(List<IterationResult> iterations) {
        Map<String, Long> bytes = new TreeMap<>();
        iterations.get(iterations.size() - 1).getSecondaryResults().forEach((name, result) -> {
            if (name.startsWith(PREFIX)) {
                bytes.put(name.substring(PREFIX.length()), (long) result.getScore());
            }
        });
        return bytes;
    }
}
