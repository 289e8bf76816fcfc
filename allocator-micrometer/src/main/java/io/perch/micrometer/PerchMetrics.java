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
import io.perch.PerchStats;
import io.perch.stats.Counter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A meter for each {@link Counter} of an allocator: {@code perch.in.use} and so on, tagged with the allocator's name. The parts of
 * the committed memory are gauges, in bytes, and add up; what only rises is a counter.
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
            String name = "perch." + counter.dotted();
            if (counter.unit() == Counter.Unit.EVENTS) {
                FunctionCounter.builder(name, this, metrics -> metrics.value(counter)).tags(tags)
                        .description(counter.sentence()).register(registry);
            } else {
                Gauge.builder(name, this, metrics -> metrics.value(counter)).tags(tags).description(counter.sentence())
                        .baseUnit(counter.unit() == Counter.Unit.BYTES ? "bytes" : null).strongReference(true)
                        .register(registry);
            }
        }
    }

    private synchronized double value(Counter counter) {
        long now = System.nanoTime();
        if (last == null || now - lastNanos > SAME_SCRAPE_NANOS) {
            last = allocator.stats();
            lastNanos = now;
        }
        return last.get(counter);
    }
}
