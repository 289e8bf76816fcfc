/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Programs over libraries in old and new versions, by each way to Perch: every byte comes back, no buffer is lost, and who had the
 * memory is what {@code libraries.csv} says. With {@code -Dperch.test.libraries=all}, or the beginning of some names.
 */
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfSystemProperty(named = LibrariesIT.WHICH, matches = ".+")
class LibrariesIT {
    static final String WHICH = "perch.test.libraries";

    /** Fewer misses than a program that gets its buffers from Perch has, and more than one that gets a handful. */
    private static final int MISSES = 10;

    /** Arrow Flight does not start without it. */
    private static final String ARROWS = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    /** How a program comes to Perch. */
    enum Way {
        AGENT(false, Program.AGENT),
        POOLS(false, Program.AGENT + "=pools"),
        EXTENSION(true, Program.EXTENSION),
        OPTION(true, "-Dprogram.option=true");

        /** The agent is all of Perch that a program needs; the others find it on the class path. */
        private final boolean onTheClassPath;
        private final String option;

        Way(boolean onTheClassPath, String option) {
            this.onTheClassPath = onTheClassPath;
            this.option = option;
        }
    }

    /** Who had the memory. */
    enum Outcome { SERVED, PARTLY, NOT }

    @ParameterizedTest(name = "{0} by {2}")
    @CsvFileSource(resources = "libraries.csv", numLinesToSkip = 1)
    void areServedAsTheTableSays(String name, String program, Way way, Outcome expected, String said, String coordinates)
            throws Exception {
        String wanted = System.getProperty(WHICH);
        assumeTrue(wanted.equals("all") || name.startsWith(wanted), "another one is asked for");
        String output = Program.of(program, name, Library.classPath(name, coordinates))
                .run(way.onTheClassPath, List.of(way.option, "-Dperch.jmx=true", ARROWS));
        assertThat(output).containsPattern("echoed: [1-9]\\d*\n").doesNotContain("LEAK");
        assertThat(outcome(output)).as(output).isEqualTo(expected);
        if (said != null) {
            assertThat(output).contains(said);
        }
    }

    private static Outcome outcome(String output) {
        if (figure(output, "perch: (\\d+)") < MISSES) {
            return Outcome.NOT;
        }
        return figure(output, "others: .*=([1-9]\\d*)") == 0 ? Outcome.SERVED : Outcome.PARTLY;
    }

    private static long figure(String output, String pattern) {
        Matcher figure = Pattern.compile("^" + pattern, Pattern.MULTILINE).matcher(output);
        return figure.find() ? Long.parseLong(figure.group(1)) : 0;
    }
}
