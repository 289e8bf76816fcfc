/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Exit statuses and messages of the command line. */
class PerchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Perch.commandLine();
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "demo --seconds 2, --seconds must be 3 to 86400",
        "demo --seconds 86401, --seconds must be 3 to 86400",
        "demo --seconds many, '''many'' is not an int'",
        "demo --connections 0, --connections must be 1 to 10000",
        "demo --workers cats, 'PLATFORM, VIRTUAL'",
        "demo --speed 3, Unknown options: '--speed'",
        "demo --json /no/such/directory/file.json, there is no directory /no/such/directory",
        "doctor --json /, / is a directory",
        "dance, Unmatched argument"})
    void badOptionsExitWithTwoAndSayWhy(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void helpExitsWithZero() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(out.toString()).contains("--seconds", "--json", "--html");
    }

    @Test
    void doctorWritesJson(@TempDir Path directory) {
        Path file = directory.resolve("doctor.json");
        assertThat(run("doctor", "--json", file.toString())).isZero();
        assertThat(file).content().contains("\"mode\": \"", "\"binding\": \"", "\"jdk\": \"", "\"kernel\": \"", "\"libc\": \"",
                "\"arch\": \"", "\"nodes\": [", "\"capabilities\": [", "\"name\": \"rseq\"", "\"modes\": [", "\"name\": \"notify\"",
                "\"name\": \"mark_erased\"", "\"active\": ", "\"reason\": \"");
    }

    @Test
    void demoSucceedsAndWritesBothFiles(@TempDir Path directory) {
        Path json = directory.resolve("demo.json");
        Path html = directory.resolve("demo.html");
        assertThat(run("demo", "--seconds", "6", "--json", json.toString(), "--html", html.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).contains("requests/s", "perch to the better of the others", "0 errors");
        assertThat(json).content().contains("\"errors\": 0", "\"allocator\": \"perch\"", "\"allocator\": \"pooled\"",
                "\"allocator\": \"adaptive\"", "\"requestsPerSecond\": ", "\"p50Us\": ", "\"p99Us\": ", "\"p999Us\": ",
                "\"peakOffHeapBytes\": ", "\"garbageBytesPerRequest\": ");
        assertThat(html).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n").contains("<td>perch</td>")
                .doesNotContain("class=\"bad\"");
    }
}
