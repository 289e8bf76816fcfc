/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.perch.PerchAllocator;
import io.perch.pool.BufferPool;
import io.perch.stats.Counter;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard is JSON, and asks for what a scrape of Prometheus has. */
class GrafanaDashboardTest {
    private static final Pattern METRIC = Pattern.compile("perch_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~");
    private static final int COLUMNS = 24;

    private static JsonNode dashboard() throws IOException {
        try (InputStream json = PerchMetrics.class.getResourceAsStream("grafana-dashboard.json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static String scrape() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            BufferPool pool = BufferPool.builder(allocator).name("orders").quota(1024).build();
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new PerchMetrics(allocator, "test").bindTo(registry);
            String scraped = registry.scrape();
            assertThat(pool.live()).isZero();
            return scraped;
        }
    }

    private static Set<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachMetricExists() throws IOException {
        Set<String> known = found(Pattern.compile("(?m)^(perch_[a-z_]+)\\{"), scrape(), 1);
        Set<String> asked = found(METRIC, dashboard().toString(), 0);
        assertThat(asked).hasSizeGreaterThan(20).isSubsetOf(known);
        Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART).forEach(part ->
                assertThat(asked).contains("perch_" + part.dotted().replace('.', '_') + "_bytes"));
    }

    @Test
    void eachPanelHasAPlaceOfItsOwnAndAsksByVariables() throws IOException {
        JsonNode dashboard = dashboard();
        Set<String> variables = new HashSet<>();
        dashboard.at("/templating/list").forEach(variable -> variables.add(variable.get("name").asText()));
        Set<String> cells = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            String title = panel.get("title").asText();
            assertThat(numbers.add(panel.get("id").asInt())).as(title).isTrue();
            assertThat(panel.get("description").asText()).as(title).isNotBlank();
            assertThat(panel.get("targets")).as(title).isNotEmpty().allSatisfy(target ->
                    assertThat(variables).containsAll(found(LABEL, target.get("expr").asText(), 1)));
            JsonNode place = panel.get("gridPos");
            for (int x = place.get("x").asInt(); x < place.get("x").asInt() + place.get("w").asInt(); x++) {
                assertThat(x).isLessThan(COLUMNS);
                for (int y = place.get("y").asInt(); y < place.get("y").asInt() + place.get("h").asInt(); y++) {
                    assertThat(cells.add(x + "," + y)).as("%s overlaps at %d, %d", title, x, y).isTrue();
                }
            }
        }
    }
}
