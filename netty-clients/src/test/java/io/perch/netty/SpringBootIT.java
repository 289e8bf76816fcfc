/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A WebFlux server and its client with the starter on the class path: who allocates, and what the actuator says. */
@Execution(ExecutionMode.CONCURRENT)
class SpringBootIT {
    private static final String ALL = "echoed: 200\n";
    private static final String[] SETTINGS = {"-Dserver.port=0", "-Dmanagement.endpoints.web.exposure.include=*",
        "-Dmanagement.endpoint.health.show-details=always", "-Dspring.main.banner-mode=off"};
    /** As {@code application.yml} would have it. */
    private static final String LIMIT = "-Dspring.application.json={\"perch.limit.hard\":\"64m\"}";

    @ParameterizedTest
    @ValueSource(strings = {"3.5.16", "4.1.2"})
    void serverAndClientAreServed(String version) throws Exception {
        String output = run(version, LIMIT);
        assertThat(output).contains(ALL, "server: [PerchByteBufAllocator]\n", "client: PerchByteBufAllocator\n")
                .doesNotContain("LEAK", "client: Pooled", "client: Adaptive", "client: Unpooled");
        assertThat(output).as("the endpoint, with an option of the environment").containsPattern(
                "perch: \\{\"mode\":\"[a-z]+\",\"inUse\":\\d+,\"committed\":\\d+,\"hardLimit\":67108864,");
        assertThat(output).as("health").containsPattern("\"perch\":\\{(\"details\":\\{[^}]*},)?\"status\":\"UP\"");
        assertThat(output).as("a scrape").contains("perch_in_use_bytes{allocator=\"netty\"}")
                .containsPattern("reactor_netty_bytebuf_allocator_used_direct_memory\\{id=\"-?\\d+\",type=\"perch\"} [1-9]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.16", "4.1.2"})
    void itCanBeSwitchedOff(String version) throws Exception {
        assertThat(run(version, "-Dperch.spring.enabled=false")).contains(ALL).doesNotContain("PerchByteBufAllocator");
    }

    private static String run(String version, String more) throws Exception {
        String[] options = Arrays.copyOf(SETTINGS, SETTINGS.length + 1);
        options[SETTINGS.length] = more;
        return new Program("SpringProgram", "spring-boot-" + version).run(options);
    }
}
