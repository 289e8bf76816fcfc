/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Progress under a debugger that steps each instruction: every step aborts the section, and after a bounded number the operation
 * gives up.
 */
class SingleStepIT {
    @TempDir
    Path folder;
    private Path program;

    @BeforeEach
    void compile() throws Exception {
        assumeSupported(IndexMode.CPU);
        assumeTrue(succeeds("gdb", "--version"), "gdb is missing: apt-get install gdb");
        program = Gcc.program("single_step.c", folder);
    }

    private static void assumeSupported(IndexMode mode) {
        assumeTrue(NativePlatform.get().supports(mode), () -> NativePlatform.get().reason(mode));
    }

    @Test
    void withoutADebuggerTheWorkIsDone() throws Exception {
        assertThat(run(program.toString())).contains("pop 20480, push 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"CPU", "NOTIFY"})
    @Timeout(120)
    void steppedInstructionByInstructionTheOperationGivesUpAndNothingIsHalfDone(IndexMode mode) throws Exception {
        assumeSupported(mode);
        String name = mode.name().toLowerCase(Locale.ROOT);
        Path script = Files.writeString(folder.resolve("script"), """
                set pagination off
                set confirm off
                set breakpoint pending on
                break perch_pop_NAME
                break perch_push_NAME
                run NAME
                set $steps = 0
                while $steps < 40000 && $_isvoid($_exitcode)
                  set $in_library = $pc >= (unsigned long) perch_pop_cpu - 65536 && $pc < (unsigned long) perch_pop_cpu + 65536
                  if $in_library
                    stepi 50
                  else
                    continue
                  end
                  set $steps = $steps + 1
                end
                """.replace("NAME", name));
        String output = run("gdb", "-batch", "-nx", "-x", script.toString(), program.toString());
        assertThat(output).contains("pop " + SlabCalls.ABORTED + ", push " + SlabCalls.ABORTED).contains("exited normally");
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
        return Files.readString(output);
    }
}
