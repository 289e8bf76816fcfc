/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.perch.options.Option;
import io.perch.options.UnknownOptions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/** Options of Perch are system properties; those in {@code application.yml} or in environment variables become such. */
final class EnvironmentOptions {
    private static final Logger LOGGER = LoggerFactory.getLogger(EnvironmentOptions.class);

    private EnvironmentOptions() {
    }

    /** Sets what is not set; an option that comes too late is told, and what is none. */
    static void apply(Environment environment) {
        boolean late = !PerchStatus.line().isEmpty();
        for (Option option : Option.ALL) {
            String value = environment.getProperty(option.property());
            if (value != null && System.getProperty(option.property()) == null) {
                if (late) {
                    LOGGER.warn("{}={} comes too late: Perch has started. Set it as a system property", option, value);
                } else {
                    System.setProperty(option.property(), value);
                }
            }
        }
        if (environment instanceof ConfigurableEnvironment sources) {
            sources.getPropertySources().stream().filter(EnumerablePropertySource.class::isInstance)
                    .forEach(source -> UnknownOptions.tell(List.of(((EnumerablePropertySource<?>) source).getPropertyNames())));
        }
    }
}
