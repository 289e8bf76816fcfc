/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How figures are told. */
class FootprintRowTest {
    private final Locale locale = Locale.getDefault();

    private static FootprintRow row(String scenario, String allocator) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("meanRatio", 1.25);
        figures.put("heldAfter30sMiB", Double.NaN);
        figures.put("opsPerSecond", 1234567.5);
        figures.put("endRatio 64-512", 1.5);
        figures.put("endRatio 512-4096", 2.0);
        return new FootprintRow(scenario, allocator, figures, Map.of("resident", 4096L),
                new double[][] {{0, 0, 0}, {1, 2 << 20, 1 << 20}});
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void jsonIsForMachinesWhateverTheLocale() {
        Locale.setDefault(Locale.GERMANY);

        assertThat(FootprintRow.json(List.of(row("phases", "perch"), row("steady", "pooled")))).isEqualTo("""
                {"rows": [
                    {"scenario": "phases", "allocator": "perch", "meanRatio": 1.250, "heldAfter30sMiB": null, \
                "opsPerSecond": 1234567.500, "endRatio 64-512": 1.500, "endRatio 512-4096": 2.000, "memory": {"resident": 4096}},
                    {"scenario": "steady", "allocator": "pooled", "meanRatio": 1.250, "heldAfter30sMiB": null, \
                "opsPerSecond": 1234567.500, "endRatio 64-512": 1.500, "endRatio 512-4096": 2.000, "memory": {"resident": 4096}}
                ]}
                """);
    }

    @Test
    void aLineIsAsLongAsItsHeading() {
        assertThat(row("phases", "perch").line()).hasSameSizeAs(FootprintRow.HEADING).contains("1.25").contains("-");
        assertThat(row("phases", "perch").endRatios()).get().asString().endsWith("64-512 1.50, 512-4096 2.00");
    }

    @Test
    void thePageHasAPlotForEachScenario() {
        String page = FootprintPage.html(List.of("2 CPUs, <model>"),
                List.of(row("phases", "perch"), row("phases", "pooled"), row("steady", "perch")));

        assertThat(page).contains("2 CPUs, &lt;model>").contains("<h2>phases</h2>").contains("<h2>steady</h2>");
        assertThat(page.split("data:image/png;base64,|The plot is missing")).hasSize(3);
    }

    @Test
    void everyAllocatorHasAColour() {
        assertThat(FootprintPage.COLOURS.keySet()).containsExactlyInAnyOrderElementsOf(
                Candidate.ALL.stream().map(Candidate::name).toList());
    }
}
