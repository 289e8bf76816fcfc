/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.perch.netty.PerchByteBufAllocator;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The actuator's endpoint, where there is an actuator that shows it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
class EndpointConfiguration {
    @Bean
    @ConditionalOnAvailableEndpoint
    PerchEndpoint perchEndpoint(PerchByteBufAllocator allocator) {
        return new PerchEndpoint(allocator.allocator());
    }
}
