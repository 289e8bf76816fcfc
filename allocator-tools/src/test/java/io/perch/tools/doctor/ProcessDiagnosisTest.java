/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whether a running process is on Perch. */
class ProcessDiagnosisTest {
    private static final String HISTOGRAM = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:           120         123456  [B (java.base@25)
               2:             7            800  io.perch.netty.PerchByteBuf
               3:             2            512  io.grpc.netty.shaded.io.netty.buffer.PoolChunk
               4:             3            512  io.netty.buffer.PooledByteBufAllocator
            Total           132         124768
            """;

    @Test
    void thereIsNoSuchProcess() {
        StringWriter printed = new StringWriter();
        assertThat(new CommandLine(new DoctorCommand()).setErr(new PrintWriter(printed)).execute("4194305")).isOne();
        assertThat(printed.toString().strip()).isEqualTo("there is no process 4194305");
    }

    @Test
    void thisProcessAnswersForItself() {
        StringWriter printed = new StringWriter();
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(new CommandLine(new DoctorCommand()).setOut(new PrintWriter(printed)).execute(pid)).isZero();
        assertThat(printed.toString()).contains("its buffers");
    }

    @Test
    void poolsOfOthersAreFoundByName() {
        ProcessDiagnosis diagnosis = ProcessDiagnosis.of("Perch serves", "", RunningProcess.objects(HISTOGRAM));
        assertThat(diagnosis.ours()).isEqualTo(7);
        assertThat(diagnosis.others()).containsOnlyKeys("io.grpc.netty.shaded.io.netty.buffer.PoolChunk",
                "io.netty.buffer.PooledByteBufAllocator");
        assertThat(diagnosis.verdict()).startsWith("in part");
    }

    @Test
    void theMarkOfNettysAdaptiveAllocatorIsNoChunk() {
        String chunk = "io.netty.buffer.AdaptivePoolingAllocator$Chunk";
        Map<String, Long> objects = Map.of("io.perch.netty.PerchByteBuf", 7L, "io.netty.buffer.AdaptiveByteBufAllocator", 1L);
        Map<String, Long> withTheMark = new HashMap<>(objects);
        withTheMark.put(chunk, 1L);
        assertThat(ProcessDiagnosis.of("Perch serves", "", withTheMark))
                .isEqualTo(ProcessDiagnosis.of("Perch serves", "", objects));
        assertThat(ProcessDiagnosis.of("Perch serves", "", withTheMark).verdict()).startsWith("yes");
        withTheMark.put(chunk, 3L);
        assertThat(ProcessDiagnosis.of("Perch serves", "", withTheMark).others()).containsEntry(chunk, 2L);
        assertThat(ProcessDiagnosis.of("Perch serves", "", withTheMark).verdict()).startsWith("in part");
    }

    @Test
    void perchThatServesNobody() {
        assertThat(ProcessDiagnosis.of("Perch serves", "", Map.of()).verdict())
                .isEqualTo("no: Perch is there, but serves no Netty buffer");
        assertThat(ProcessDiagnosis.of("", "", Map.of()).verdict()).isEqualTo("no: there is no Netty allocator of Perch");
        assertThat(ProcessDiagnosis.of("", "serviceload", Map.of()).verdict()).contains("older than 4.1.101");
    }
}
