/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** A child JVM that may not wait for a process. */
final class WithoutWait {
    private static final int WAIT4 = System.getProperty("os.arch").equals("amd64") ? 61 : 260;

    private WithoutWait() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) {
        Seccomp.refuse(WAIT4);
        ReschedulingReport.main(arguments);
    }
}
