/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.agrona.CountersView;
import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of a process at one time.
 *
 * @param millis when they were written, in milliseconds since 1970
 * @param values of the allocator; what the writer does not know is missing
 * @param pools  of pools, by name
 */
record Sample(long millis, Map<Counter, Long> values, Map<String, Map<Counter, Long>> pools) {
    private static final Map<Integer, Counter> KNOWN = new HashMap<>();

    static {
        Counter.ALL.forEach(counter -> KNOWN.put(counter.id(), counter));
    }

    /** A counter by the number in a file; null if it is of another version. */
    static Counter counter(int id) {
        return KNOWN.get(id);
    }

    /** What a file has now. */
    static Sample of(CountersView view) {
        Map<Counter, Long> values = new EnumMap<>(Counter.class);
        Map<String, Map<Counter, Long>> pools = new TreeMap<>();
        view.reader().forEach((number, id, key, label) -> {
            Counter counter = counter(id);
            long value = view.reader().getCounterValue(number);
            if (counter != null && label.equals(counter.label())) {
                values.put(counter, value);
            } else if (counter != null && label.endsWith(": " + counter.label())) {
                String pool = label.substring(0, label.length() - counter.label().length() - 2);
                pools.computeIfAbsent(pool, name -> new EnumMap<>(Counter.class)).put(counter, value);
            }
        });
        return new Sample(view.updated(), values, pools);
    }

    /** The value of a counter, or 0. */
    long get(Counter counter) {
        return values.getOrDefault(counter, 0L);
    }

    /** NaN if the base is 0. */
    double get(Ratio ratio) {
        return ratio.of(this::get);
    }

    /** By how much a counter grew per second since an earlier sample; 0 if no time has passed. */
    double perSecond(Counter counter, Sample earlier) {
        long passed = millis - earlier.millis;
        return passed <= 0 ? 0 : (get(counter) - earlier.get(counter)) * 1000.0 / passed;
    }
}
