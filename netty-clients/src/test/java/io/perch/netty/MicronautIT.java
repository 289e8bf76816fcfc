/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Micronaut server and its client, which know nothing of Perch. */
@Execution(ExecutionMode.CONCURRENT)
class MicronautIT {
    private static final String ALL = "echoed: 400\n";
    private static final String SERVED = "server: PerchByteBufAllocator\n";

    private static Program program() throws Exception {
        return new Program("MicronautProgram", "micronaut-4.10.15", "echo/EchoController");
    }

    @Test
    void byTheAgent() throws Exception {
        assertThat(program().run(Program.AGENT)).contains(ALL, SERVED, "default: PerchByteBufAllocator").doesNotContain("LEAK");
    }

    @Test
    void byTheExtension() throws Exception {
        assertThat(program().run(Program.EXTENSION)).contains(ALL, SERVED).doesNotContain("LEAK");
    }
}
