/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import java.nio.file.Files;
import java.nio.file.Path;

/** Processes by their ids. */
public final class Processes {
    private Processes() {
    }

    /** Whether a word is the id of a process, existing or not, and no file's name. */
    public static boolean isMeantBy(String word) {
        return isId(word) && !Files.exists(Path.of(word));
    }

    /** Whether a word can be the id of a process. */
    public static boolean isId(String word) {
        return word.matches("\\d{1,18}");
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
