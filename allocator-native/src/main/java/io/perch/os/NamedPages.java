/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * Private pages of a file that exists only in memory and is closed at once: its name is in {@code /proc/PID/maps} on every kernel.
 * The name of anonymous memory is there only with CONFIG_ANON_VMA_NAME, which Debian's kernels lack.
 */
final class NamedPages {
    private static final long MEMFD_CREATE = Host.arch().equals("x86_64") ? 319 : 279;
    private static final long CLOSE_ON_EXEC = 1;
    /** Known since Linux 6.3, which warns where it is missing. */
    private static final long NEVER_EXECUTABLE = 8;

    private NamedPages() {
    }

    /** Maps inaccessible pages; returns their address, or {@link LibC#MAP_FAILED} if the system refuses. */
    static long map(long bytes, String name) {
        int file = create(name);
        if (file < 0) {
            return LibC.MAP_FAILED;
        }
        try {
            return LibC.ftruncate(file, bytes) != 0 ? LibC.MAP_FAILED
                    : LibC.mmap(0, bytes, LibC.PROT_NONE, LibC.MAP_PRIVATE | LibC.MAP_NORESERVE, file, 0);
        } finally {
            LibC.close(file);
        }
    }

    private static int create(String name) {
        byte[] text = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        try (Memory memory = new Memory(text.length)) {
            memory.write(0, text, 0, text.length);
            long pointer = Pointer.nativeValue(memory);
            int file = (int) LibC.syscall(MEMFD_CREATE, pointer, CLOSE_ON_EXEC | NEVER_EXECUTABLE, 0, 0, 0, 0);
            return file >= 0 ? file : (int) LibC.syscall(MEMFD_CREATE, pointer, CLOSE_ON_EXEC, 0, 0, 0, 0);
        }
    }
}
