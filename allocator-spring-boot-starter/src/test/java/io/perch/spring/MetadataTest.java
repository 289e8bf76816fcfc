/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.Option;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** What editors offer in {@code application.yml}. */
class MetadataTest {
    private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]*)\"");

    @Test
    void everyOptionIsDescribed() throws IOException {
        Stream<String> own = Stream.of("perch.spring.enabled", "perch.spring.server", "perch.spring.client");
        List<String> expected = Stream.concat(own, Option.ALL.stream().map(Option::property)).toList();
        try (InputStream file = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String metadata = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(NAME.matcher(metadata).results().map(match -> match.group(1))).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void optionsOfTheEnvironmentBecomeSystemProperties() {
        MockEnvironment environment = new MockEnvironment().withProperty("perch.slab.bytes", "1m")
                .withProperty("perch.limit.hard", "1g");
        System.setProperty("perch.limit.hard", "2g");
        try {
            EnvironmentOptions.apply(environment);
            assertThat(System.getProperty("perch.slab.bytes")).isEqualTo("1m");
            assertThat(System.getProperty("perch.limit.hard")).as("the command line wins").isEqualTo("2g");
        } finally {
            System.clearProperty("perch.slab.bytes");
            System.clearProperty("perch.limit.hard");
        }
    }
}
