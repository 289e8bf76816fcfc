/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.netty.buffer.ByteBufAllocator;
import io.perch.netty.PerchByteBufAllocator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Has the channels of Reactor Netty allocate from Perch, those of the server and those of {@code WebClient} and {@code RestClient}
 * as Spring Boot builds them; publishes meters, the actuator's endpoint {@code perch}, and health. With
 * {@code perch.spring.enabled=false} everything is left as it is.
 */
@AutoConfiguration
@ConditionalOnClass(ByteBufAllocator.class)
@ConditionalOnProperty(name = "perch.spring.enabled", havingValue = "true", matchIfMissing = true)
@Import({Boot3Configuration.class, Boot4Configuration.class, MetersConfiguration.class, EndpointConfiguration.class})
public class PerchAutoConfiguration {
    /**
     * The allocator of the process, made with the options of the environment. It outlives the application's context, of which there
     * may be several: an application that is undeployed closes it.
     */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    PerchByteBufAllocator perchByteBufAllocator(Environment environment) {
        EnvironmentOptions.apply(environment);
        return PerchByteBufAllocator.DEFAULT;
    }
}
