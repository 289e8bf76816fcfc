/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;

/** The allocator of a measuring JVM. */
final class ForkAllocator {
    /** The mode of the run, told to all its JVMs. */
    static final String MODE = "perch.bench.mode";

    /** Appears in the message of a JVM that refuses to measure. */
    static final String OTHER_MODE = "this JVM came up in mode ";

    private ForkAllocator() {
    }

    /**
     * Each JVM chooses its mode by itself, and a row in another mode than the run's would be compared with rows of a different
     * mode.
     *
     * @throws IllegalStateException if this JVM has another mode
     */
    static PerchAllocator create() {
        PerchAllocator perch = PerchAllocator.create();
        String mode = System.getProperty(MODE);
        if (mode != null && !mode.equals(perch.mode().toString())) {
            throw new IllegalStateException(OTHER_MODE + perch.mode() + ", the run is of mode " + mode + ": "
                    + perch.modeReason());
        }
        MemoryUse.watch(perch);
        return perch;
    }
}
