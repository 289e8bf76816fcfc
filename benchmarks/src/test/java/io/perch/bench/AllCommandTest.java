/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.stats.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The comparisons are run elsewhere; this tests what is made of their results. */
class AllCommandTest {
    @TempDir
    private Path directory;

    @Test
    void thePageHoldsTheMachineAndTheResultsAsTheyAre() throws IOException {
        String page = ResultsPage.html(List.of("JDK 25", "2 CPUs, <model>"), Map.of("pair", "{\"ratios\": {\"raw\": 0.5}}"));
        assertThat(page).contains("2 CPUs, &lt;model>").contains("{\"pair\": {\"ratios\": {\"raw\": 0.5}}}")
                .doesNotContain("{{");
    }

    /** The page finds the tiers by the names that the counters have. */
    @Test
    void thePageHasAColourForEachPartOfWhatIsCommitted() throws IOException {
        String page = ResultsPage.html(List.of(), Map.of());
        assertThat(Counter.ALL).filteredOn(counter -> counter.role() != Counter.Role.OTHER)
                .allSatisfy(counter -> assertThat(page).contains("'" + counter.label() + "': '#"));
    }

    @Test
    void anUnknownComparisonIsRefused() {
        assertThat(new CommandLine(new AllCommand()).execute("--only", "moon", "--out", directory.resolve("x").toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    /** A comparison that fails is reported, and the page is written all the same. */
    @Test
    void whatTakesTooLongCountsAsFailed() throws Exception {
        assertThat(new CommandLine(new AllCommand()).execute("--only", "counter", "--minutes", "0", "--out", directory.toString()))
                .isEqualTo(1);
        assertThat(directory.resolve("machine.txt")).isNotEmptyFile();
        assertThat(Files.readString(directory.resolve("index.html"))).contains("Perch: benchmarks");
    }
}
