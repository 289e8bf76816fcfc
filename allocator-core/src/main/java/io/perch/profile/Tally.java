/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

/**
 * Adds up samples that were taken with different probabilities: one that was taken with probability p stands for 1/p (Horvitz and
 * Thompson), and adds (1 - p)/p² to the variance. Not safe for use by several threads.
 */
final class Tally {
    private double sum;
    private double variance;

    /** Adds a sample of a quantity, taken with this probability. */
    void add(double quantity, double probability) {
        sum += quantity / probability;
        variance += quantity * quantity * (1 - probability) / (probability * probability);
    }

    Estimate estimate() {
        return new Estimate(sum, Math.sqrt(variance));
    }
}
