/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every program of the corpus, each on a new allocator, then all of them in a row. */
class CorpusIT {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    private static List<Program> programs() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            List<Path> sorted = files.sorted().toList();
            assertThat(sorted).hasSizeGreaterThan(100);
            return sorted.stream().map(CorpusIT::read).toList();
        }
    }

    private static Program read(Path file) {
        try {
            return Decoder.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void eachAlone() throws IOException {
        programs().forEach(Program::run);
    }

    @Test
    void oneAfterTheOther() throws IOException {
        ProgramRunner runner = new ProgramRunner();
        programs().forEach(runner::run);
        assertThat(runner.operations()).isPositive();
    }
}
