/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.options.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs as text and as bytes; a failing one is shortened and printed as a test. */
class ProgramTest {
    private static final String TEXT = """
            striped 4194304 65536 1
            allocate 100
            allocate-aligned 5000 4096
            free-sized 0
            allocate-on-node 100 0
            switch-node
            check""";

    @Test
    void textAndProgramAreTheSame() {
        Program program = Program.parse(TEXT);

        assertThat(program.setup()).isEqualTo(new Setup(Mode.STRIPED, 4 << 20, 64 << 10, 1, false));
        assertThat(program).hasToString(TEXT);
        program.run();
    }

    @Test
    void everyByteStringIsAProgram() {
        for (int first = 0; first < 256; first++) {
            Program program = Decoder.decode(new byte[] {(byte) first, (byte) first, (byte) (first + 1), 3, 4, 5});
            assertThat(Program.parse(program.toString())).hasToString(program.toString());
        }
    }

    @Test
    void theModelNoticesABlockThatIsGivenOutTwice() {
        try (Subject subject = new Subject(Setup.of(2))) {
            subject.allocate(100, 1);
            Model model = new Model(subject.allocator());
            long address = subject.allocator().allocate(100);
            model.add(address, 100, 1, Model.ANY_NODE);
            assertThatThrownBy(() -> model.add(address, 100, 1, Model.ANY_NODE)).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("overlaps");
            model.remove(0);
            subject.allocator().free(address);
        }
    }

    /** A block that the model does not know stands for an allocator that has lost count. */
    @Test
    void theModelNoticesWrongStatistics() {
        try (Subject subject = new Subject(Setup.of(2))) {
            long unknown = subject.allocator().allocate(100);
            assertThatThrownBy(subject::check).isInstanceOf(AssertionError.class).hasMessageContaining("should be 0");
            subject.allocator().free(unknown);
        }
    }

    @Test
    void aFailingProgramIsCutToWhatItFailsWith() throws IOException {
        Program failing = Program.parse(TEXT + "\ntrim\nallocate 7\ndrain\nresize");

        Program shortest = Shrinker.shrink(failing, program -> program.toString().contains("allocate 7")
                && program.toString().contains("trim"));

        assertThat(shortest.operations()).extracting(Operation::toString).isEqualTo(List.of("trim", "allocate 7"));
        assertThat(shortest.toTest()).isEqualTo("""
                @Test
                void found() {
                    Program.parse(\"""
                        striped 4194304 65536 1
                        trim
                        allocate 7
                        \""").run();
                }
                """);
        assertThat(Files.readString(Path.of("../docs/validation.md"))).contains("```java\n" + shortest.toTest() + "```\n");
    }
}
