/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory that the system has given to this process. The forks' heaps are all touched at their start and do not grow. */
final class Resident {
    private static final int PAGE = 4096;

    private Resident() {
    }

    static double mebibytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024.0;
        } catch (IOException e) {
            throw new IllegalStateException("/proc/self/status cannot be read", e);
        }
    }

    /** Has the system give all pages of a buffer. */
    static void touch(ByteBuf buffer, int size) {
        for (int i = 0; i < size; i += PAGE) {
            buffer.setByte(i, 1);
        }
        buffer.setByte(size - 1, 1);
    }
}
