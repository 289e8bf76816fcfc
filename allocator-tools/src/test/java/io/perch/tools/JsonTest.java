/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The JSON writer. */
class JsonTest {
    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("number", 1.5);
        value.put("notANumber", Double.NaN);
        value.put("flag", true);
        value.put("nothing", null);
        value.put("list", List.of(1, "two"));
        value.put("empty", List.of());
        value.put("emptyMap", Map.of());
        assertThat(Json.text(value)).isEqualTo("""
                {
                  "number": 1.5,
                  "notANumber": null,
                  "flag": true,
                  "nothing": null,
                  "list": [
                    1,
                    "two"
                  ],
                  "empty": [],
                  "emptyMap": {}
                }
                """);
    }

    @Test
    void escapesWhatJsonForbidsInStrings() {
        assertThat(Json.text("a\"b\\c\nd\te\u0001\ud83d\ude00é"))
                .isEqualTo("\"a\\\"b\\\\c\\nd\\te\\u0001\\ud83d\\ude00é\"\n");
    }
}
