/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An order as it goes to the market.
 *
 * <pre>
 * 0 +---------------------+ | quote               |   the quote that it answers, all of it 32 +---------------------+ | quantity
 * | 40 +---------------------+ | check               |   of the fields, so that a message of somebody else's is noticed 48
 * +---------------------+ </pre>
 */
final class Order {
    static final int LENGTH = 48;

    private static final int QUANTITY = 32;
    private static final int CHECK = 40;

    private Order() {
    }

    static void encode(MutableDirectBuffer to, DirectBuffer quote, long quantity, boolean disturbed) {
        Quote.encode(to, Quote.scheduled(quote), Quote.sequence(quote), Quote.instrument(quote), Quote.price(quote),
                disturbed || Quote.disturbed(quote));
        to.putLong(QUANTITY, quantity);
        to.putLong(CHECK, check(to));
    }

    static boolean isWhole(DirectBuffer from) {
        return from.getLong(CHECK) == check(from);
    }

    private static long check(DirectBuffer from) {
        return Quote.sequence(from) * 31 + Quote.price(from) * 17 + Quote.instrument(from) + from.getLong(QUANTITY);
    }
}
