/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged of properties that are no options. */
class UnknownOptionsTest {
    private static final Logger LOGGER = Logger.getLogger("io.perch.options");

    private final List<String> logged = new ArrayList<>();

    @BeforeEach
    void listen() {
        // Other tests silence its parent.
        LOGGER.setLevel(Level.WARNING);
        LOGGER.setFilter(logEntry -> {
            logged.add(logEntry.getMessage());
            return false;
        });
    }

    @AfterEach
    void logAgain() {
        LOGGER.setFilter(null);
        LOGGER.setLevel(null);
    }

    private static void read(String property) {
        Properties properties = new Properties();
        properties.setProperty(property, "8m");
        OptionValues.chosenBy(properties);
    }

    @Test
    void aMisspeltOptionIsLoggedOnce() {
        read("perch.limit.hrd");
        read("perch.limit.hrd");
        read("perch.mdoe");
        assertThat(logged).containsExactly("perch.limit.hrd is no option of Perch, and is ignored: is it perch.limit.hard?",
                "perch.mdoe is no option of Perch, and is ignored: is it perch.mode?");
    }

    @Test
    void whatThereCouldBeIsLogged() {
        read("perch.numa.distances");
        assertThat(logged).singleElement().asString().contains("./perch options");
    }

    @Test
    void optionsAndWhatIsOfOthersAreNot() {
        Option.ALL.forEach(option -> UnknownOptions.tell(List.of(option.property())));
        List.of("perch.spring.enabled", "perch.native.shared.1", "perch.test.times", "perch.terminal", "perch.agent", "perch.",
                "perches", "user.home").forEach(UnknownOptionsTest::read);
        assertThat(logged).isEmpty();
    }
}
