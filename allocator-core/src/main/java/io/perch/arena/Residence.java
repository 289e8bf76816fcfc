/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import java.util.Arrays;

/**
 * Where the memory of a partition really is, in bytes: estimated from a sample of its pages, because the kernel looks at each page
 * that it is asked for. Pages that nobody has touched, and those given back, are nowhere.
 *
 * @param here      on the partition's own nodes
 * @param elsewhere on other nodes
 */
public record Residence(long here, long elsewhere) {
    /** Not known, or not of interest. */
    public static final Residence UNKNOWN = new Residence(0, 0);
    /** One call of some 50 µs; the error is a few percent. */
    private static final int SAMPLES = 256;

    /** Asks the kernel about pages that are evenly spread from {@code address} on; unknown if it does not tell. */
    static Residence sample(OsMemory memory, long address, int pages, int... nodes) {
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
            return UNKNOWN;
        }
        long bytes = (long) pages << SizeClasses.PAGE_SHIFT;
        return count == 0 ? UNKNOWN : new Residence(bytes * here / count, bytes * elsewhere / count);
    }
}
