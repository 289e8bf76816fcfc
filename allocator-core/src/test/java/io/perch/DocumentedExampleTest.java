/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what the compiler has seen. */
class DocumentedExampleTest {
    @Test
    void theLossesOfTheCpu() throws IOException {
        Path module = Path.of(System.getProperty("basedir"));
        String program = Files.readString(module.resolve("src/test/java/io/perch/LossesOfTheCpu.java"));
        String example = program.substring(program.indexOf("// tag::example[]\n"), program.indexOf("// end::example[]"));
        String shown = example.substring(example.indexOf('\n') + 1).stripIndent();
        assertThat(Files.readString(module.resolve("../docs/rescheduling.md"))).contains("```java\n" + shown + "```\n");
    }
}
