/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

/**
 * What a sample says of a quantity: the expected value is the true one.
 *
 * @param value         the estimate
 * @param standardError the truth is within twice this of the value 19 times in 20, if there are more than a few samples
 */
public record Estimate(double value, double standardError) {
    /** Nothing. */
    public static final Estimate NONE = new Estimate(0, 0);

    /** The sum of two that are independent of each other. */
    public Estimate plus(Estimate other) {
        return new Estimate(value + other.value, Math.hypot(standardError, other.standardError));
    }

    @Override
    public String toString() {
        return String.format("%,.0f ± %,.0f", value, standardError);
    }
}
