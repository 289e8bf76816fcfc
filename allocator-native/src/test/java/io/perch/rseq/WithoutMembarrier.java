/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** A child JVM for which the kernel refuses membarrier. */
final class WithoutMembarrier {
    private static final int MEMBARRIER = System.getProperty("os.arch").equals("amd64") ? 324 : 283;

    private WithoutMembarrier() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) {
        Seccomp.refuse(MEMBARRIER);
        Report.main(arguments);
    }
}
