/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Residence;
import java.util.Arrays;

/** Asks the kernel where a sample of a partition's pages is. */
final class ResidenceSample {
    /** One call of some 50 µs; the error is a few percent. */
    private static final int SAMPLES = 256;

    private ResidenceSample() {
    }

    /** Asks the kernel about pages that are evenly spread from {@code address} on; unknown if it does not tell. */
    static Residence take(OsMemory memory, long address, int pages, int... nodes) {
        int count = Math.min(pages, SAMPLES);
        long[] addresses = new long[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = address + ((long) i * pages / count << SizeClasses.PAGE_SHIFT);
        }
        int here = 0;
        int elsewhere = 0;
        try {
            for (int node : count == 0 ? new int[0] : memory.nodesOf(addresses)) {
                if (Arrays.binarySearch(nodes, node) >= 0) {
                    here++;
                } else if (node >= 0) {
                    elsewhere++;
                }
            }
        } catch (OsMemoryException refused) {
            return Residence.UNKNOWN;
        }
        long bytes = (long) pages << SizeClasses.PAGE_SHIFT;
        return count == 0 ? Residence.UNKNOWN : new Residence(bytes * here / count, bytes * elsewhere / count);
    }
}
