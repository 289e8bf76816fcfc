/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.tools.Perch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The doctor in a JVM of its own that may not load native code. */
class DoctorWithoutNativeCodeTest {
    @Test
    void saysWhatIsMissingAndWhy(@TempDir Path directory) throws IOException, InterruptedException {
        Path json = directory.resolve("doctor.json");
        Path output = directory.resolve("output");
        Process doctor = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dperch.native.disabled=true", "-cp", System.getProperty("java.class.path"),
                Perch.class.getName(), "doctor", "--json", json.toString())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(doctor.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(doctor.exitValue()).as(Files.readString(output)).isZero();
        assertThat(output).content().containsPattern("binding +none").containsPattern("mode +striped: .*perch\\.native\\.disabled")
                .containsPattern("rseq +no +").doesNotContain("Exception");
        assertThat(json).content().contains("\"mode\": \"striped\"", "\"binding\": \"none\"")
                .doesNotContain("\"active\": true").doesNotContain("\"works\": true").doesNotContain("\"reason\": \"\"");
    }
}
