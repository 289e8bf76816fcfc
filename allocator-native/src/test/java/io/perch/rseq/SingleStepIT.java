/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), () -> NativePlatform.get().reason(IndexMode.CPU));
        assumeTrue(succeeds("gdb", "--version"), "gdb is missing: apt-get install gdb");
        program = Gcc.program("single_step.c", folder);
    }

    @Test
    void withoutADebuggerTheWorkIsDone() throws Exception {
        assertThat(run(program.toString())).contains("pop 20480, push 1");
    }

    @Test
    @Timeout(120)
    void steppedInstructionByInstructionTheOperationGivesUpAndNothingIsHalfDone() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), """
                set pagination off
                set confirm off
                break perch_pop_cpu
                break perch_push_cpu
                run
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
                """);
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
