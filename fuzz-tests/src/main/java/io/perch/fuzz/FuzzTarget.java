/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

/** The entry point for Jazzer, which finds these methods by name. */
public final class FuzzTarget {
    private static final ProgramRunner RUNNER = new ProgramRunner();
    private static long programs;

    private FuzzTarget() {
    }

    /** Runs the program that the bytes encode. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        RUNNER.run(Decoder.decode(bytes));
        programs++;
    }

    /** Prints how much was run. */
    public static void fuzzerTearDown() {
        System.out.printf("fuzz: %,d programs, %,d operations without a failure%n", programs, RUNNER.operations());
    }
}
