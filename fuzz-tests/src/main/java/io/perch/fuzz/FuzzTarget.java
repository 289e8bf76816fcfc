/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

/** What Jazzer calls. It looks for these methods by name. */
public final class FuzzTarget {
    private static final Bench BENCH = new Bench();
    private static long programs;

    private FuzzTarget() {
    }

    /** Runs what the bytes say. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        BENCH.run(Decoder.decode(bytes));
        programs++;
    }

    /** Says how much ran. */
    public static void fuzzerTearDown() {
        System.out.printf("fuzz: %,d programs, %,d operations without a fault%n", programs, BENCH.operations());
    }
}
