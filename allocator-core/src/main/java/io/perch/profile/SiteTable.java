/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each call site ever allocated, and a profile of what it has in use. Not safe for use by several threads. */
final class SiteTable {
    /** Sites beyond these are one: a program that makes classes for ever must not fill the heap. */
    private static final int MOST = 10_000;
    private static final List<StackTraceElement> OTHERS = List.of(new StackTraceElement("others", "", null, -1));

    private final Map<List<StackTraceElement>, Tally> allocated = new HashMap<>();

    private List<StackTraceElement> key(Sample sample) {
        List<StackTraceElement> frames = Arrays.asList(sample.site());
        return allocated.size() < MOST || allocated.containsKey(frames) ? frames : OTHERS;
    }

    /** Counts bytes that were allocated. */
    void count(Sample sample) {
        double probability = sample.probability() / Sampler.COUNTED;
        allocated.computeIfAbsent(key(sample), site -> new Tally()).add(sample.size, probability);
    }

    /** What these samples say of each site. */
    List<CallSite> sites(List<Sample> live) {
        Map<List<StackTraceElement>, Live> sites = new HashMap<>();
        allocated.keySet().forEach(site -> sites.put(site, new Live()));
        long now = System.nanoTime();
        live.forEach(sample -> sites.computeIfAbsent(key(sample), site -> new Live()).add(sample, now));
        List<CallSite> result = new ArrayList<>();
        sites.forEach((frames, tallies) -> result.add(tallies.site(frames)));
        return result;
    }

    private final class Live {
        private static final long NANOS_PER_MILLI = 1_000_000;
        private final Tally bytes = new Tally();
        private final Tally blocks = new Tally();
        private final Tally ages = new Tally();
        private int samples;
        private long oldest;

        void add(Sample sample, long now) {
            double probability = sample.probability();
            long millis = Math.max(0, now - sample.nanos) / NANOS_PER_MILLI;
            samples++;
            oldest = Math.max(oldest, millis);
            bytes.add(sample.size, probability);
            blocks.add(1, probability);
            ages.add(millis, probability);
        }

        CallSite site(List<StackTraceElement> frames) {
            Estimate count = blocks.estimate();
            long mean = count.value() == 0 ? 0 : Math.round(ages.estimate().value() / count.value());
            Tally all = allocated.get(frames);
            return new CallSite(frames, samples, bytes.estimate(), count, oldest, mean,
                    all == null ? Estimate.NONE : all.estimate());
        }
    }
}
