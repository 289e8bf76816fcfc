/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries that make pools of their own: the agent leaves those, unless it is told to include them. */
@Execution(ExecutionMode.CONCURRENT)
class OwnPoolsIT {
    private static final String ALL = "echoed: 200\n";

    @ParameterizedTest
    @CsvSource({"GrpcProgram,grpc-1.85.1", "BookKeeperProgram,bookkeeper-4.17.3"})
    void areIncludedByAnOption(String program, String library) throws Exception {
        assertThat(new Program(program, library).run(Program.AGENT + "=pools"))
                .contains(ALL, "buffer of: PerchByteBufAllocator").doesNotContain("buffer of: Pooled", "LEAK", "perch agent:");
    }

    @ParameterizedTest
    @CsvSource({"GrpcProgram,grpc-1.85.1", "BookKeeperProgram,bookkeeper-4.17.3"})
    void stayOtherwise(String program, String library) throws Exception {
        assertThat(new Program(program, library).run(Program.AGENT)).contains(ALL, "buffer of: Pooled")
                .doesNotContain("buffer of: Perch", "LEAK");
    }
}
