/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.util.SplittableRandom;

/**
 * Sizes of buffers, as many of each magnitude.
 *
 * @param least bytes
 * @param most  bytes, exclusive
 */
record LogUniform(int least, int most) {
    int draw(SplittableRandom random) {
        return (int) (least * Math.pow((double) most / least, random.nextDouble()));
    }

    /** Of many. */
    double mean() {
        return (most - least) / Math.log((double) most / least);
    }

    @Override
    public String toString() {
        return least + "-" + most;
    }
}
