/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.file.Path;

/** A file that stays open until the process ends, whatever becomes of its name, and of the class loader that opened it. */
public final class OpenFile {
    private static final long WORKING_DIRECTORY = -100;
    private static final long READ_ONLY_AND_CLOSE_ON_EXEC = 02000000;

    private OpenFile() {
    }

    /**
     * Opens a file to read it.
     *
     * @return the file descriptor
     * @throws OsMemoryException if the system refuses, with the errno
     */
    public static int open(SystemCalls calls, Path file) {
        try (Scratch name = Scratch.of(calls, file.toString())) {
            long result = calls.call(SystemCall.OPENAT, WORKING_DIRECTORY, name.address(), READ_ONLY_AND_CLOSE_ON_EXEC, 0, 0, 0);
            calls.check("openat", result);
            return (int) result;
        }
    }
}
