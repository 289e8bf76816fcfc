/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

/** Processes by their ids. */
public final class Processes {
    private Processes() {
    }

    /** Whether there is one with this id now. */
    public static boolean exists(long process) {
        return ProcessHandle.of(process).isPresent();
    }

    /**
     * Why nothing is known of a process.
     *
     * @param lack what it lacks, if it exists
     */
    public static String unknown(long process, String lack) {
        return exists(process) ? "process " + process + ' ' + lack : "there is no process " + process;
    }
}
