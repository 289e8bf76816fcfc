/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.perch.netty.PerchByteBufAllocator;
import io.perch.stats.PerchStats;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.http.client.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.autoconfigure.http.client.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.web.embedded.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** What Spring Boot 3 calls by names that the other line has not. */
@Configuration(proxyBeanMethods = false)
class Boot3Configuration {
    /** Channels of the server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HttpServer.class, NettyServerCustomizer.class})
    @ConditionalOnProperty(name = "perch.spring.server", havingValue = "true", matchIfMissing = true)
    static class Server {
        @Bean
        NettyServerCustomizer perchServerCustomizer(PerchByteBufAllocator allocator) {
            return server -> ReactorChannels.on(allocator, server);
        }
    }

    /** Channels of {@code WebClient}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HttpClient.class, ClientHttpConnectorBuilderCustomizer.class})
    @ConditionalOnProperty(name = "perch.spring.client", havingValue = "true", matchIfMissing = true)
    static class Client {
        @Bean
        ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> perchConnector(PerchByteBufAllocator allocator) {
            return builder -> builder.withHttpClientCustomizer(client -> ReactorChannels.on(allocator, client));
        }
    }

    /** Channels of {@code RestClient}, where it uses Reactor Netty. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HttpClient.class, ClientHttpRequestFactoryBuilderCustomizer.class})
    @ConditionalOnProperty(name = "perch.spring.client", havingValue = "true", matchIfMissing = true)
    static class BlockingClient {
        @Bean
        ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> perchRequests(
                PerchByteBufAllocator allocator) {
            return builder -> builder.withHttpClientCustomizer(client -> ReactorChannels.on(allocator, client));
        }
    }

    /** Health, where there is an actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("perch")
    static class OfHealth {
        @Bean
        HealthIndicator perchHealthIndicator(PerchByteBufAllocator allocator) {
            PerchStatus status = new PerchStatus(allocator.allocator());
            return () -> {
                PerchStats stats = status.stats();
                return (status.isHealthy(stats) ? Health.up() : Health.down()).withDetails(status.facts(stats)).build();
            };
        }
    }
}
