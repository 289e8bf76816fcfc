/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of {@code ./perch bench all}: one file, with the raw results inside, and plots that it makes of them. */
final class ResultsPage {
    private static final String FILE = "results.html";

    private ResultsPage() {
    }

    /** @param results JSON objects, by the name of the comparison */
    static String html(List<String> machine, Map<String, String> results) throws IOException {
        String all = results.entrySet().stream().map(result -> "\"" + result.getKey() + "\": " + result.getValue())
                .collect(Collectors.joining(",\n", "{", "}"));
        try (InputStream page = ResultsPage.class.getResourceAsStream(FILE)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{{machine}}", escape(String.join("\n", machine)))
                    .replace("{{results}}", all.replace("</", "<\\/"));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
