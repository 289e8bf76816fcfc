/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.PerchAllocator;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.lang.management.ManagementFactory;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

/** What a console sees. */
class PerchMBeanTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void everyCounterIsAnAttribute() throws Exception {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            PerchMBean bean = PerchMBean.register(allocator, "test");
            long block = allocator.allocate(300);
            ObjectName name = new ObjectName("io.perch:type=Allocator,name=test");
            assertThat(server.getMBeanInfo(name).getAttributes()).hasSize(Counter.ALL.size() + Ratio.ALL.size() + 1)
                    .filteredOn(attribute -> !attribute.getName().equals("PoolTable"))
                    .allSatisfy(attribute -> assertThat(server.getAttribute(name, attribute.getName())).isInstanceOf(Number.class));
            assertThat((double) server.getAttribute(name, "ResidentToInUse")).isNotNegative();
            assertThat(server.getAttribute(name, "InUse")).isEqualTo(320L);
            assertThat((String) server.invoke(name, "page", null, null)).contains("= committed");
            allocator.free(block);
            assertThat((long) server.invoke(name, "trim", null, null)).isPositive();
            assertThatThrownBy(() -> server.getAttribute(name, "Weather")).isInstanceOf(AttributeNotFoundException.class);
            assertThatThrownBy(() -> server.invoke(name, "dance", null, null)).isInstanceOf(MBeanException.class);
            assertThatIllegalArgumentException().isThrownBy(() -> PerchMBean.register(allocator, "test"));
            assertThatIllegalArgumentException().isThrownBy(() -> PerchMBean.register(allocator, "no,name"));
            assertThatIllegalArgumentException().isThrownBy(() -> PerchMBean.register(allocator, "*"));
            bean.close();
            bean.close();
            assertThat(server.isRegistered(name)).isFalse();
        }
    }

    @Test
    void aTableHasThePools() throws Exception {
        try (PerchAllocator allocator = PerchAllocator.create(); PerchMBean bean = PerchMBean.register(allocator, "pools")) {
            BufferPool plain = BufferPool.builder(allocator).name("plain").build();
            BufferPool orders = BufferPool.builder(allocator).name("orders").quota(1024).build();
            PooledBuffer buffer = orders.acquire(256);
            TabularData table = (TabularData) server.getAttribute(bean.name(), "PoolTable");
            assertThat(table.size()).isEqualTo(2);
            CompositeData row = table.get(new Object[] {"orders"});
            assertThat(row.getAll(new String[] {"PoolQuota", "PoolInUse", "PoolExhaustions", "PoolLeaks"}))
                    .containsExactly(1024L, 256L, 0L, null);
            assertThat(table.get(new Object[] {plain.name()}).get("PoolInUse")).as("nobody counts").isNull();
            buffer.close();
        }
    }
}
