/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import java.util.Arrays;

/** Joins the tokens that actors still hold, for the arbiter. */
public final class Tokens {
    private Tokens() {
    }

    public static long[] join(long[] some, long... others) {
        long[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }
}
