/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.netty.Combination.Access;
import io.perch.netty.Combination.Line;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Netty's suites over the packaged adapter on JDK 17 and 25, for both lines of Netty, with and without {@code Unsafe}, with the
 * checks of bounds and references on and off: all combinations, each in a JVM of its own.
 *
 * <p>The combinations that differ most run all suites and the adapter's own tests, on JDK 17 only if {@code perch.contract.all}
 * says so; the others those over roots, slices and composites. Two run at a time, and without C2, which would take longer than it
 * saves.
 */
@Execution(ExecutionMode.CONCURRENT)
class ContractMatrixIT {
    /** On a JDK that knows how to deny {@code Unsafe}. */
    private static final boolean NEWEST = Runtime.version().feature() >= 24;
    private static final String BUFFERS = "io.netty.buffer.PerchByteBufContractTest";
    private static final String ALLOCATORS = "io.netty.buffer.PerchByteBufAllocatorContractTest";
    private static final List<String> ALL = List.of(BUFFERS, ALLOCATORS, "io.perch.netty.*");
    private static final List<String> SOME = List.of(BUFFERS + "$Direct", BUFFERS + "$Heap", BUFFERS + "$DirectSlice",
            BUFFERS + "$DirectComposite", ALLOCATORS);
    /** Each line has some more; 4.1 without {@code Unsafe} has the fewest, because it has no direct composites. */
    private static final int LEAST_OF_ALL = 4900;
    private static final int LEAST_OF_SOME = 1150;
    private static final int LEAST_UNCHECKED = 500;

    /** Tests that do not depend on the combination and take seconds: threads that hand buffers over, and the ends of stacks. */
    private static final String LONG = "contentSurvivesHandOver|atEachDepth";
    private static final String LONG_OF_SOME = ".*MultipleThreads.*|testInternalNioBuffer";
    /**
     * Tests that provoke the checks. They fail over Netty's own buffers as well when the checks are off (or end the JVM, because
     * with {@code Unsafe} these then write anywhere).
     */
    private static final String OF_THE_CHECKS = ".*(AfterRelease|ReleaseBuffer|Boundary|OutOfBounds|TooLong|MaxCapacity|Negative"
            + "|Overflow|NoExpand|SequenceExpand|MultipleThreads|ShouldThrow|testIndexOf|testGetReadOnly|testGetBytesByteBuffer"
            + "|testInternalNioBuffer|ExposeOnlyRegion|LargerThanWriterIndex|testSkipBytes1).*";

    private static Stream<Combination> combinations() {
        return Combination.all().stream();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void nothingFails(Combination combination) throws Exception {
        boolean all = isOfTheMain(combination) && (NEWEST || Boolean.getBoolean("perch.contract.all"));
        List<String> output = combination.run(all ? ALL : SOME,
                all ? LONG : combination.checked() ? LONG_OF_SOME : OF_THE_CHECKS);
        assertThat(output).noneMatch(line -> line.startsWith(SuiteRun.FAILED));
        assertThat(passed(output)).isGreaterThan(all ? LEAST_OF_ALL : combination.checked() ? LEAST_OF_SOME : LEAST_UNCHECKED);
    }

    /** The module's tests run with Netty 4.1 and {@code Unsafe} anyway. */
    private static boolean isOfTheMain(Combination combination) {
        Access ofTheLine = combination.line() == Line.NETTY_41 ? Access.SWITCHED_OFF
                : NEWEST ? Access.DENIED : Access.ALLOWED;
        return combination.checked() && combination.unsafe() == ofTheLine;
    }

    private static int passed(List<String> output) {
        return output.stream().filter(line -> line.startsWith(SuiteRun.PASSED))
                .mapToInt(line -> Integer.parseInt(line.substring(SuiteRun.PASSED.length()))).findFirst().orElse(0);
    }
}
