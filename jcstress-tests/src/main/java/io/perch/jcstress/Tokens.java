/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import java.util.Arrays;

/** What arbiters do with the tokens that actors were left with. */
final class Tokens {
    private Tokens() {
    }

    static long[] join(long[] some, long... others) {
        long[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }
}
