/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which values an option takes, and how they are written.
 *
 * @param unit     of a value; "word" and the like where there is none
 * @param range    the values in words, in Markdown; "" if the unit tells
 * @param expected what a text has to be, for whoever wrote something else
 * @param reading  turns a text without spaces at its ends into a value, or into null or a {@link NumberFormatException} if it is
 *                 not one
 * @param values   whether a value is in range
 */
record ValueType(String unit, String range, String expected, Function<String, Object> reading, Predicate<Object> values) {
    private static final int KIB = 10;
    private static final int MIB = 20;
    private static final int GIB = 30;

    /** Bytes, from {@code least} on. */
    static ValueType bytes(String unit, long least) {
        return bytes(unit, least, "at least " + inWords(least));
    }

    /** Bytes, from {@code least} to the hard limit, which {@link OptionValues} knows. */
    static ValueType upToTheHardLimit(long least) {
        return bytes("bytes", least, inWords(least) + " to the hard limit");
    }

    private static ValueType bytes(String unit, long least, String range) {
        return new ValueType(unit, range, "bytes, or a number with the suffix k, m or g", ValueType::parseBytes,
                value -> value instanceof Long bytes && bytes >= least);
    }

    private static Long parseBytes(String text) {
        String number = text.toLowerCase(Locale.ROOT);
        int shift = number.endsWith("k") ? KIB : number.endsWith("m") ? MIB : number.endsWith("g") ? GIB : 0;
        long value = Long.parseLong(shift == 0 ? number : number.substring(0, number.length() - 1));
        return Math.abs(value) > Long.MAX_VALUE >> shift ? null : Long.valueOf(value << shift);
    }

    private static String inWords(long bytes) {
        int shift = bytes == 0 ? 0 : Math.min(GIB, Long.numberOfTrailingZeros(bytes) / KIB * KIB);
        return (bytes >>> shift) + new String[] {"", " KiB", " MiB", " GiB"}[shift / KIB];
    }

    /** A number of something. */
    static ValueType number(String unit, long least, long most) {
        String range = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
        return new ValueType(unit, range, "a number", Long::valueOf,
                value -> value instanceof Long number && number >= least && number <= most);
    }

    /** Yes or no. */
    static ValueType flag() {
        return new ValueType("true or false", "", "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "", "true", "on" -> true;
            case "false", "off" -> false;
            default -> null;
        }, Boolean.class::isInstance);
    }

    /** The name of a constant, in any case. */
    static <E extends Enum<E>> ValueType word(Class<E> type) {
        String names = Names.listed(type);
        return new ValueType("word", Arrays.stream(type.getEnumConstants()).map(name -> "`" + name + "`")
                .collect(Collectors.joining(", ")), names, text -> Names.find(type, text), type::isInstance);
    }

    /** What the native library reads for itself. */
    static ValueType text(String unit, String range) {
        return new ValueType(unit, range, range, text -> text, String.class::isInstance);
    }
}
