/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.io.IOException;
import java.math.BigInteger;

/** Names for files that no other user can know before they exist. */
public final class RandomName {
    private static final int BYTES = 16;

    private RandomName() {
    }

    /**
     * 128 bits of {@link Chance}, in letters and digits.
     *
     * @throws IOException if no file can be opened now
     */
    public static String make() throws IOException {
        return new BigInteger(1, Chance.bytes(BYTES)).toString(Character.MAX_RADIX);
    }
}
