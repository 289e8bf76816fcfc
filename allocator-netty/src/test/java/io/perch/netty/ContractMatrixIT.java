/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.netty.Combination.Access;
import io.perch.netty.Combination.Line;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Netty's suites over the packaged adapter on JDK 17 and 25, for both lines of Netty, with and without {@code Unsafe}, with the
 * checks of bounds and references on and off.
 *
 * <p>With the checks off, tests of the checks are left out: those that fail over Netty's own buffers then, and, because with
 * {@code Unsafe} they would write anywhere, those that are about bounds by their names.
 *
 * <p>A build runs three combinations on each JDK, so that every pair of settings occurs; {@code -Dperch.netty.matrix=all} runs all.
 */
class ContractMatrixIT {
    private static final boolean ALL = "all".equals(System.getProperty("perch.netty.matrix"));
    /** The suites have a few hundred tests more than this on each line. */
    private static final int LEAST_PASSED = 4000;
    private static final int LEAST_PASSED_UNCHECKED = 2500;

    private static final List<String> SUITES = List.of("io.netty.buffer.PerchByteBufContractTest",
            "io.netty.buffer.PerchByteBufAllocatorContractTest");
    private static final List<String> NETTYS_OWN = Stream.of("BigEndianDirectByteBufTest", "BigEndianHeapByteBufTest",
            "LittleEndianDirectByteBufTest", "SlicedByteBufTest", "RetainedSlicedByteBufTest", "DuplicatedByteBufTest",
            "RetainedDuplicatedByteBufTest", "BigEndianCompositeByteBufTest", "SimpleLeakAwareByteBufTest",
            "AdvancedLeakAwareByteBufTest").map("io.netty.buffer."::concat).toList();

    private static List<Combination> combinations() {
        return ALL ? Combination.all() : Runtime.version().feature() < 24
                ? List.of(new Combination(Line.NETTY_41, Access.SWITCHED_OFF, true),
                        new Combination(Line.NETTY_42, Access.ALLOWED, true),
                        new Combination(Line.NETTY_41, Access.ALLOWED, false))
                : List.of(new Combination(Line.NETTY_42, Access.DENIED, true),
                        new Combination(Line.NETTY_41, Access.DENIED, true),
                        new Combination(Line.NETTY_42, Access.SWITCHED_OFF, false));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void nothingFails(Combination combination) throws Exception {
        List<String> output = combination.checked()
                ? combination.run(Stream.concat(SUITES.stream(), Stream.of("io.perch.netty.*")), "")
                : combination.run(SUITES.stream(), testsOfTheChecks(combination.line()));
        assertThat(output).noneMatch(line -> line.startsWith(SuiteRun.FAILED));
        assertThat(passed(output)).isGreaterThan(combination.checked() ? LEAST_PASSED : LEAST_PASSED_UNCHECKED);
    }

    /** Without {@code Unsafe}, bytes stay within their arrays and byte buffers whatever the index is. */
    private static String testsOfTheChecks(Line line) throws Exception {
        Set<String> failed = failed(new Combination(line, Access.SWITCHED_OFF, false).run(NETTYS_OWN.stream(), ""));
        assertThat(failed).hasSizeGreaterThan(100);
        return String.join("|", failed) + "|.*(AfterRelease|Boundary|OutOfBounds|TooLong|MaxCapacity).*";
    }

    private static Set<String> failed(List<String> output) {
        return output.stream().filter(line -> line.startsWith(SuiteRun.FAILED))
                .map(line -> line.substring(line.indexOf('#') + 1, line.indexOf('\t')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int passed(List<String> output) {
        return output.stream().filter(line -> line.startsWith(SuiteRun.PASSED))
                .mapToInt(line -> Integer.parseInt(line.substring(SuiteRun.PASSED.length()))).findFirst().orElse(0);
    }
}
