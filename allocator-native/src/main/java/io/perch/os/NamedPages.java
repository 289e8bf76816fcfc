/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

/**
 * Private pages of a file that exists only in memory and is closed at once: its name is in {@code /proc/PID/maps} on every kernel.
 * The name of anonymous memory is there only with CONFIG_ANON_VMA_NAME, which Debian's kernels lack.
 */
final class NamedPages {
    private static final long CLOSE_ON_EXEC = 1;
    /** Known since Linux 6.3, which warns where it is missing. */
    private static final long NEVER_EXECUTABLE = 8;

    private final SystemCalls calls;

    NamedPages(SystemCalls calls) {
        this.calls = calls;
    }

    /** Maps inaccessible pages; returns their address, or a negated errno if the system refuses. */
    long map(long bytes, String name) {
        long file = create(name);
        if (SystemCalls.failed(file)) {
            return file;
        }
        try {
            long sized = calls.call(SystemCall.FTRUNCATE, file, bytes, 0, 0, 0, 0);
            return SystemCalls.failed(sized) ? sized : calls.call(SystemCall.MMAP, 0, bytes, MemoryFlags.PROT_NONE,
                    MemoryFlags.MAP_PRIVATE | MemoryFlags.MAP_NORESERVE, file, 0);
        } finally {
            calls.call(SystemCall.CLOSE, file, 0, 0, 0, 0, 0);
        }
    }

    private long create(String name) {
        try (Scratch text = Scratch.of(calls, name)) {
            long file = create(text, CLOSE_ON_EXEC | NEVER_EXECUTABLE);
            return SystemCalls.failed(file) ? create(text, CLOSE_ON_EXEC) : file;
        }
    }

    private long create(Scratch name, long flags) {
        return calls.call(SystemCall.MEMFD_CREATE, name.address(), flags, 0, 0, 0, 0);
    }
}
