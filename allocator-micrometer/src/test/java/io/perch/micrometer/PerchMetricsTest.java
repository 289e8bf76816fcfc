/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.PerchAllocator;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a registry shows of an allocator. */
class PerchMetricsTest {
    @Test
    void everyCounterIsAMeterAndThePartsAddUp() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            long block = allocator.allocate(300);
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new PerchMetrics(allocator, "orders").bindTo(registry);
            assertThat(registry.getMeters()).hasSize(Counter.ALL.size() + Ratio.ALL.size())
                    .allMatch(meter -> "orders".equals(meter.getId().getTag("allocator")));
            Gauge inUse = registry.get("perch.in.use").gauge();
            assertThat(inUse.value()).isEqualTo(320);
            assertThat(inUse.getId().getBaseUnit()).isEqualTo("bytes");
            assertThat(inUse.getId().getDescription()).isEqualTo(Counter.IN_USE.sentence());
            double parts = Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART)
                    .mapToDouble(counter -> registry.get("perch." + counter.dotted()).gauge().value()).sum();
            assertThat(parts).isEqualTo(registry.get("perch.committed").gauge().value());
            assertThat(registry.get("perch.underflows").functionCounter().count()).isPositive();
            assertThat(registry.get("perch.resident.to.in.use").gauge().value()).isNotNegative();
            allocator.free(block);
        }
    }

    @Test
    void whatIsCountedInBytesHasThatUnit() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new PerchMetrics(allocator, "test").bindTo(registry);
            for (String name : List.of("perch.in.use", "perch.pinned", "perch.resident", "perch.released.so.far", "perch.thrashed",
                    "perch.flushed.home")) {
                assertThat(registry.get(name).meter().getId().getBaseUnit()).as(name).isEqualTo("bytes");
            }
            assertThat(registry.get("perch.flushed.home").functionCounter()).isNotNull();
            assertThat(registry.get("perch.underflows").meter().getId().getBaseUnit()).isNull();
        }
    }

    @Test
    void whatIsCountedByPoolHasAMeterForEach() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            BufferPool orders = BufferPool.builder(allocator).name("orders").quota(1024).build();
            BufferPool plain = BufferPool.builder(allocator).name("plain").build();
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            PooledBuffer buffer = orders.acquire(256);
            new PerchMetrics(allocator, "all").bindTo(registry);
            Gauge inUse = registry.get("perch.pool.in.use.by.pool").tag("pool", orders.name()).gauge();
            assertThat(inUse.value()).isEqualTo(256).isEqualTo(registry.get("perch.pool.in.use").gauge().value());
            assertThat(inUse.getId().getBaseUnit()).isEqualTo("bytes");
            assertThat(registry.find("perch.pool.in.use.by.pool").tag("pool", plain.name()).gauge()).as("nobody counts").isNull();
            assertThat(registry.get("perch.pool.exhaustions.by.pool").tag("pool", plain.name()).functionCounter().count()).isZero();
            buffer.close();
        }
    }

    @Test
    void aPoolThatIsMadeLaterAppears() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new PerchMetrics(allocator, "all").bindTo(registry);
            BufferPool late = BufferPool.builder(allocator).name("late").quota(1024).build();
            registry.get("perch.pools").gauge().value();
            assertThat(registry.get("perch.pool.quota.by.pool").tag("pool", late.name()).gauge().value()).isEqualTo(1024);
        }
    }
}
