/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A price as it comes from the market, in the style of SBE: fixed offsets, little work.
 *
 * <pre>
 *    0 +---------------------+
 *      | scheduled           |   when it should have left the feed, in nanoseconds
 *    8 +---------------------+
 *      | sequence            |
 *   16 +---------------------+
 *      | price               |
 *   24 +----------+----------+
 *      | instr.   | disturbed|   1 if a thread had lost its CPU
 *   32 +----------+----------+
 * </pre>
 */
final class Quote {
    static final int LENGTH = 32;

    private static final int SCHEDULED = 0;
    private static final int SEQUENCE = 8;
    private static final int PRICE = 16;
    private static final int INSTRUMENT = 24;
    private static final int DISTURBED = 28;

    private Quote() {
    }

    static void encode(MutableDirectBuffer to, long scheduled, long sequence, int instrument, long price, boolean disturbed) {
        to.putLong(SCHEDULED, scheduled);
        to.putLong(SEQUENCE, sequence);
        to.putLong(PRICE, price);
        to.putInt(INSTRUMENT, instrument);
        to.putInt(DISTURBED, disturbed ? 1 : 0);
    }

    static long scheduled(DirectBuffer from) {
        return from.getLong(SCHEDULED);
    }

    static long sequence(DirectBuffer from) {
        return from.getLong(SEQUENCE);
    }

    static long price(DirectBuffer from) {
        return from.getLong(PRICE);
    }

    static int instrument(DirectBuffer from) {
        return from.getInt(INSTRUMENT);
    }

    static boolean disturbed(DirectBuffer from) {
        return from.getInt(DISTURBED) != 0;
    }
}
