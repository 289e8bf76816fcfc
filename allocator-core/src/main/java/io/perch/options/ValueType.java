/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
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
    private static final Map<String, Long> UNITS = Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L);

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

    /** Milliseconds, written as a time with a unit, from {@code least} on; {@link Option#NEVER} for never. */
    static ValueType time(long least) {
        return new ValueType("time", "at least " + least + "ms, or `never`", "a time such as 500ms, 2s or 5min, or never",
                ValueType::parseTime, value -> value instanceof Long millis && millis >= least);
    }

    private static Long parseTime(String text) {
        if (text.equalsIgnoreCase("never")) {
            return Option.NEVER;
        }
        String number = text.replaceFirst("[^0-9]*$", "");
        Long millis = UNITS.get(text.substring(number.length()).strip().toLowerCase(Locale.ROOT));
        return millis == null ? null : Long.valueOf(Math.multiplyExact(Integer.parseInt(number), millis));
    }

    /** A number of something. */
    static ValueType number(String unit, long least, long most) {
        String range = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
        return new ValueType(unit, range, "a number", Long::valueOf,
                value -> value instanceof Long number && number >= least && number <= most);
    }

    /** Yes or no. */
    static ValueType flag() {
        return new ValueType("true or false", "", "true or false", ValueType::parseFlag, Boolean.class::isInstance);
    }

    private static Boolean parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "true", "on" -> true;
            case "false", "off" -> false;
            default -> null;
        };
    }

    /** Yes, no, or a file. */
    static ValueType file() {
        return new ValueType("file", "`true`, `false`, or a file; `%p` in its name stands for the process id",
                "true, false or a file", text -> {
                    Boolean flag = parseFlag(text);
                    return flag == null ? text : flag.toString();
                }, value -> value instanceof String text && !text.isEmpty());
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
