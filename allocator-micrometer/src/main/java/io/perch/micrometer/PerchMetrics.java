/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.perch.PerchAllocator;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.stats.PoolStats;
import io.perch.stats.Ratio;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * A meter for each {@link Counter} and {@link Ratio} of an allocator: {@code perch.in.use} and so on, tagged with the allocator's
 * name. The parts of the committed memory are gauges, in bytes, and add up; values that only rise are counters.
 *
 * <p>Each pool has meters of its own, {@code perch.pool.in.use.by.pool} and so on, with the tag "pool". Those of a new pool appear
 * with the first scrape that finds it, and are NaN once it is gone.
 *
 * <pre>{@code
 * new PerchMetrics(allocator, "orders").bindTo(registry);
 * }</pre>
 */
public final class PerchMetrics implements MeterBinder {
    /** All meters of one scrape show one snapshot. */
    private static final long SAME_SCRAPE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PerchAllocator allocator;
    private final Tags tags;
    /** The bound registries, each with the meters that it has of pools, as "counter of pool". */
    private final Map<MeterRegistry, Set<String>> registries = new HashMap<>();
    private PerchStats last;
    private long lastNanos;

    /** @param name tells allocators apart: the tag "allocator" */
    public PerchMetrics(PerchAllocator allocator, String name) {
        this(allocator, name, List.of());
    }

    /**
     * With more tags.
     *
     * @param name tells allocators apart: the tag "allocator"
     */
    public PerchMetrics(PerchAllocator allocator, String name, Iterable<Tag> more) {
        this.allocator = allocator;
        this.tags = Tags.of("allocator", name).and(more);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Counter counter : Counter.ALL) {
            bind(registry, counter, "perch." + counter.dotted(), tags, metrics -> metrics.stats().get(counter));
        }
        for (Ratio ratio : Ratio.ALL) {
            Gauge.builder("perch." + ratio.dotted(), this, metrics -> metrics.stats().get(ratio)).tags(tags)
                    .description(ratio.sentence()).strongReference(true).register(registry);
        }
        synchronized (this) {
            registries.put(registry, new HashSet<>());
            bindPools(allocator.stats().pools());
        }
    }

    private void bind(MeterRegistry registry, Counter counter, String name, Tags all, ToDoubleFunction<PerchMetrics> value) {
        String unit = counter.unit().isBytes() ? "bytes" : null;
        if (counter.unit().isSoFar()) {
            FunctionCounter.builder(name, this, value).tags(all).description(counter.sentence()).baseUnit(unit).register(registry);
        } else {
            Gauge.builder(name, this, value).tags(all).description(counter.sentence()).baseUnit(unit).strongReference(true)
                    .register(registry);
        }
    }

    /** A separate name, because under one name a sum and its parts would be added up. */
    private void bindPools(List<PoolStats> pools) {
        registries.forEach((registry, bound) -> pools.forEach(pool -> Counter.OF_POOLS.forEach(counter -> {
            if (pool.get(counter).isPresent() && bound.add(counter + " of " + pool.name())) {
                bind(registry, counter, "perch." + counter.dotted() + ".by.pool", tags.and("pool", pool.name()),
                        metrics -> metrics.valueOf(pool.name(), counter));
            }
        })));
    }

    private double valueOf(String pool, Counter counter) {
        return stats().pools().stream().filter(row -> row.name().equals(pool)).map(row -> row.get(counter))
                .filter(OptionalLong::isPresent).mapToDouble(OptionalLong::getAsLong).findFirst().orElse(Double.NaN);
    }

    private synchronized PerchStats stats() {
        long now = System.nanoTime();
        if (last == null || now - lastNanos > SAME_SCRAPE_NANOS) {
            last = allocator.stats();
            lastNanos = now;
            bindPools(last.pools());
        }
        return last;
    }
}
