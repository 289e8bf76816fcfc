/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vert.x loses no buffer, whichever way leads to Perch: the agent serves it, the extension alone leaves it as it is. */
@Execution(ExecutionMode.CONCURRENT)
class VertxVersionsIT {
    private static final String ALL = "echoed: 400";
    private static final String SERVED = "serves Vert.x";
    /** One of Netty's own allocators has memory. */
    private static final String OTHERS = "others: .*=[1-9]";

    @ParameterizedTest
    @ValueSource(strings = {"4.5.0", "4.5.27", "5.0.0"})
    void byTheAgent(String version) throws Exception {
        assertThat(vertx(version).run(Program.AGENT)).contains(ALL, SERVED).doesNotContain("LEAK", "perch agent:")
                .doesNotContainPattern(OTHERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.5.0", "4.5.27", "5.0.0"})
    void byTheAgentAndTheExtension(String version) throws Exception {
        assertThat(vertx(version).run(Program.AGENT, Program.EXTENSION)).contains(ALL, SERVED).doesNotContain("LEAK", "would lose");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.5.27", "5.0.0"})
    void theExtensionAloneIsRefused(String version) throws Exception {
        assertThat(vertx(version).run(Program.EXTENSION)).contains(ALL, "Vert.x would lose the buffers").doesNotContain("LEAK");
    }

    private static Program vertx(String version) throws Exception {
        return new Program("VertxProgram", "vertx-" + version);
    }
}
