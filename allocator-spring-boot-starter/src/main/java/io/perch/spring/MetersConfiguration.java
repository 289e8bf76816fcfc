/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.perch.micrometer.PerchMetrics;
import io.perch.netty.PerchByteBufAllocator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters, where there is Micrometer. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class MetersConfiguration {
    @Bean
    PerchMetrics perchMetrics(PerchByteBufAllocator allocator) {
        return new PerchMetrics(allocator.allocator(), "netty");
    }

    @Bean
    ReactorNettyAllocatorMeters reactorNettyAllocatorMeters(PerchByteBufAllocator allocator) {
        return new ReactorNettyAllocatorMeters(allocator);
    }
}
