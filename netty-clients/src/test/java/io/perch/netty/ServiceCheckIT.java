/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A program that Perch was to serve, but that has its memory from a pool of its own. */
class ServiceCheckIT {
    private static final String OTHER = "io.netty.buffer.PooledByteBufAllocator 64.0 MiB";

    @Test
    void isWarnedOfOnce() throws Exception {
        Program program = new Program("OwnPoolProgram", "vertx-4.5.27");
        assertThat(program.run(Program.AGENT, "-Dio.perch.netty.check=1")).containsOnlyOnce("Perch serves little")
                .contains(OTHER);
        assertThat(program.run(Program.AGENT, "-Dio.perch.netty.check=0")).doesNotContain("Perch serves little");
    }
}
