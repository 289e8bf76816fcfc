/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names and versions of what lies below Java. */
public final class Host {
    private Host() {
    }

    /** Whether this is Linux. */
    public static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** The architecture, as Netty spells it: "x86_64", "aarch_64", or else as Java does. */
    public static String arch() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "aarch_64";
            default -> name;
        };
    }

    /** The kernel's release, such as "6.12.1", or "unknown". */
    public static String kernelVersion() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
