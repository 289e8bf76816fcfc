/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel counts of the memory of this process. */
public final class ProcessMemory {
    private ProcessMemory() {
    }

    /** Address space, that of libraries and threads included. */
    public static long reservedBytes() {
        return bytes("VmSize:");
    }

    /** Memory that is there, that of files included. */
    public static long residentBytes() {
        return bytes("VmRSS:");
    }

    /** Memory that is there, and of no file. */
    public static long anonymousBytes() {
        return bytes("RssAnon:");
    }

    /** Memory that is locked. */
    public static long lockedBytes() {
        return bytes("VmLck:");
    }

    private static long bytes(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
