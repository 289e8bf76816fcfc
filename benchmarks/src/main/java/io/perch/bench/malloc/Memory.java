/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.malloc;

import io.perch.PerchAllocator;
import io.perch.bench.MallocCalls;
import io.perch.bench.MallocLibrary;

/** Where addresses come from. A process has one, so that its calls are inlined. */
interface Memory {
    /** Perch's name beside those of the libraries. */
    String PERCH = "perch";

    long take(long size);

    void give(long address);

    /** Perch, or a C library by its name, which may be chosen once a process. */
    static Memory named(String name) {
        if (name.equals(PERCH)) {
            return new OfPerch();
        }
        MallocCalls.choose(MallocLibrary.named(name));
        return new OfLibrary();
    }

    /** Perch's blocks. */
    final class OfPerch implements Memory {
        private static final PerchAllocator PERCH = PerchAllocator.create();

        @Override
        public long take(long size) {
            return PERCH.allocate(size);
        }

        @Override
        public void give(long address) {
            PERCH.free(address);
        }
    }

    /** The chosen library's. */
    final class OfLibrary implements Memory {
        @Override
        public long take(long size) {
            return MallocCalls.malloc(size);
        }

        @Override
        public void give(long address) {
            MallocCalls.free(address);
        }
    }
}
