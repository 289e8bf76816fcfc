/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** A child JVM for which the kernel refuses to register a thread for restartable sequences. */
final class WithoutRseq {
    private WithoutRseq() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) {
        Seccomp.refuse(Seccomp.RSEQ);
        Report.main(arguments);
    }
}
