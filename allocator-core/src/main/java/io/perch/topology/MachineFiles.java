/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kernel's files below a root. What is missing or unreadable is null or empty, because containers hide much of it. */
final class MachineFiles {
    private final Path root;

    MachineFiles(Path root) {
        this.root = root;
    }

    IdList ids(String file) {
        return IdList.read(root.resolve(file));
    }

    boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file));
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /** What follows {@code key} in the first line that has it, without blanks around it; null if no line has. */
    String value(String file, String key) {
        return value(lines(file), key);
    }

    private static String value(List<String> lines, String key) {
        for (String line : lines) {
            int at = line.indexOf(key);
            if (at >= 0) {
                return line.substring(at + key.length()).strip();
            }
        }
        return null;
    }

    /** The kibibytes that follow {@code key}, in bytes; -1 if there are none. */
    long bytes(String file, String key) {
        return bytes(lines(file), key);
    }

    /** The same for a file that has been read. */
    static long bytes(List<String> lines, String key) {
        String kibibytes = value(lines, key);
        try {
            return kibibytes == null ? -1 : Long.parseLong(kibibytes.split("\\s")[0]) << 10;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The list that follows {@code key}, or null. */
    IdList ids(String file, String key) {
        String text = value(file, key);
        try {
            return text == null ? null : IdList.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
