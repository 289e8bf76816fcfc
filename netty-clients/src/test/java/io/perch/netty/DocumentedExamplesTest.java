/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/netty.md} shows is what the compiler has seen. */
class DocumentedExamplesTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir"));

    @ParameterizedTest
    @CsvSource({"option, main/java/io/perch/example/EchoExample", "arrow, main/java/io/perch/example/ArrowOnPerch",
        "grpc, test/java/io/perch/netty/GrpcIT", "reactor, test/java/io/perch/netty/ReactorNettyIT",
        "micrometer, test/java/io/perch/netty/MicrometerTest"})
    void isShown(String tag, String program) throws IOException {
        String text = Files.readString(MODULE.resolve("src/" + program + ".java"));
        String begin = "// tag::" + tag + "[]\n";
        String region = text.substring(text.indexOf(begin) + begin.length(), text.indexOf("// end::" + tag + "[]"));
        String shown = region.stripIndent().stripTrailing() + '\n';
        assertThat(Files.readString(MODULE.resolve("../docs/netty.md"))).contains("```java\n" + shown + "```\n");
    }
}
