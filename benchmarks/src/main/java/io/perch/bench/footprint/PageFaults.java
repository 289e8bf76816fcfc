/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Page faults of this process. */
final class PageFaults {
    /** Of {@code /proc/self/stat}, counted from the state, the first field after the name of the program. */
    private static final int MINOR_FAULTS = 7;
    /** Of {@code /proc/self/statm}. */
    private static final int RESIDENT_PAGES = 1;

    private PageFaults() {
    }

    /**
     * Pages that were faulted in so far without a read from a disk, less those that are resident: what this grows by while a
     * program runs was given back, and faulted in again. Pages of the system's size, whatever that is; a huge one counts for less.
     */
    static long again() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String statm = Files.readString(Path.of("/proc/self/statm"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[MINOR_FAULTS])
                    - Long.parseLong(statm.split(" ")[RESIDENT_PAGES]);
        } catch (IOException e) {
            throw new IllegalStateException("/proc/self cannot be read", e);
        }
    }
}
