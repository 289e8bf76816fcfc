/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JSON files of most comparisons: {@code {"rows": [...]}}, a line each. */
public final class JsonRows {
    private JsonRows() {
    }

    /** @param rows objects in JSON */
    public static String of(Stream<String> rows) {
        return rows.collect(Collectors.joining(",\n", "{\"rows\": [\n", "\n]}\n"));
    }
}
