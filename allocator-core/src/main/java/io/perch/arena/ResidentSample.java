/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemory;

/** Asks the kernel how many of a partition's pages have memory: all of them up to 256 MiB, and windows of a larger range. */
final class ResidentSample {
    private static final long WINDOW = 4 << 20;
    /** Each takes some 6 µs. */
    private static final long MOST_WINDOWS = 64;

    private ResidentSample() {
    }

    /**
     * How much of a range has memory.
     *
     * @param address of the beginning of a page
     * @return bytes, or -1 if the kernel does not tell
     */
    static long take(OsMemory memory, long address, long bytes) {
        long windows = Math.min(MOST_WINDOWS, (bytes + WINDOW - 1) / WINDOW);
        long asked = 0;
        long resident = 0;
        for (long window = 0; window < windows; window++) {
            long offset = windows < MOST_WINDOWS ? window * WINDOW : (bytes / windows * window) & -WINDOW;
            long length = Math.min(WINDOW, bytes - offset);
            long found = memory.residentBytes(address + offset, length);
            if (found < 0) {
                return -1;
            }
            asked += length;
            resident += found;
        }
        return asked == 0 ? 0 : (long) ((double) resident * bytes / asked);
    }
}
