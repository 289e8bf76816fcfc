/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.perch.bench.netty.Resident;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command accepts; what it measures with. */
class FootprintCommandTest {
    @ParameterizedTest
    @CsvSource({"--only, moon", "--allocators, hoard"})
    void unknownNamesAreRefused(String option, String name) {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new FootprintCommand()).setErr(new PrintWriter(said));

        assertThat(command.execute(option, name)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains(option + ": " + name);
    }

    @Test
    void glibcIsThereWithoutBeingLoaded() {
        assertThat(Candidate.named("glibc").preloaded()).isEmpty();
        assertThat(Candidate.named("perch").preloaded()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Candidate.named("hoard")).withMessageContaining("hoard");
    }

    /** glibc maps and unmaps blocks of this size one by one. */
    @Test
    void pagesThatWereGivenBackAreFaultedInAgain() {
        int size = 128 << 20;
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        long before = PageFaults.again();
        for (int i = 0; i < 3; i++) {
            ByteBuf buffer = allocator.directBuffer(size);
            Resident.touch(buffer, size);
            buffer.release();
        }

        assertThat(PageFaults.again() - before).isGreaterThan(3L * size / (64 << 10) / 2);
    }
}
