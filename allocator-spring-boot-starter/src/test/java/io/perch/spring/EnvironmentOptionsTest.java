/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What becomes of properties of an application. Those that reach the allocator are shown by {@code SpringBootIT}. */
class EnvironmentOptionsTest {
    @Test
    void aMisspeltOptionIsLogged() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("application",
                Map.of("perch.limit.haard", "8m", "perch.spring.server", "false", "server.port", "0")));
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("io.perch.options");
        logger.setFilter(logEntry -> {
            logged.add(logEntry.getMessage());
            return false;
        });
        try {
            EnvironmentOptions.apply(environment);
        } finally {
            logger.setFilter(null);
        }
        assertThat(logged).singleElement().asString().startsWith("perch.limit.haard is no option of Perch");
    }
}
