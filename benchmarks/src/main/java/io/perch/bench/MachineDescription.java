/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;
import io.perch.rseq.NativePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a reader has to know about the machine and the process to judge the figures. */
public final class MachineDescription {
    private MachineDescription() {
    }

    /** A line each about JDK, CPUs and the mode of an allocator with the default configuration. */
    public static List<String> describe() {
        try (PerchAllocator perch = PerchAllocator.create()) {
            return describe(perch);
        }
    }

    /** A line each about JDK, CPUs and the mode of {@code perch}. */
    public static List<String> describe(PerchAllocator perch) {
        String reason = perch.modeReason();
        return List.of(
                "JDK " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
                Runtime.getRuntime().availableProcessors() + " CPUs, " + cpuModel() + ", Linux " + System.getProperty("os.version"),
                "Perch in mode " + perch.mode() + ", called by " + NativePlatform.get().binding()
                        + (reason.isEmpty() ? "" : " (" + reason + ")"));
    }

    /** AArch64 kernels state no model name. */
    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst().orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
