/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

/**
 * Where the memory of a partition really is, in bytes: estimated from a sample of its pages, because the kernel looks at each page
 * that it is asked about. Pages that nobody has touched, and those given back, are nowhere.
 *
 * @param here      on the partition's own nodes
 * @param elsewhere on other nodes
 */
public record Residence(long here, long elsewhere) {
    /** Not known, or not of interest. */
    public static final Residence UNKNOWN = new Residence(0, 0);
}
