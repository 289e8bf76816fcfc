/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/** A list of CPU or node numbers in the kernel's notation, such as {@code 0-3,8}. Immutable. */
public final class IdList {
    private final BitSet ids;

    private IdList(BitSet ids) {
        this.ids = ids;
    }

    /** The list of these numbers. */
    public static IdList of(int... numbers) {
        BitSet ids = new BitSet();
        for (int number : numbers) {
            ids.set(number);
        }
        return new IdList(ids);
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException if the text is not such a list
     */
    public static IdList parse(String text) {
        BitSet ids = new BitSet();
        for (String range : text.strip().split(",")) {
            if (range.isEmpty()) {
                continue;
            }
            String[] ends = range.split("-", 2);
            int from = number(ends[0], text);
            int to = ends.length == 2 ? number(ends[1], text) : from;
            if (to < from) {
                throw new IllegalArgumentException("not a list of numbers: '" + text + "'");
            }
            ids.set(from, to + 1);
        }
        return new IdList(ids);
    }

    private static int number(String digits, String text) {
        try {
            return Integer.parseUnsignedInt(digits.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a list of numbers: '" + text + "'", e);
        }
    }

    /** Reads a list from a file; null if the file is missing, unreadable or not such a list. */
    public static IdList read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The largest number; -1 if the list is empty. */
    public int largest() {
        return ids.length() - 1;
    }

    /** How many numbers there are. */
    public int size() {
        return ids.cardinality();
    }

    /** Whether there is no number. */
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Whether {@code number} is in the list; a negative one never is. */
    public boolean contains(int number) {
        return number >= 0 && ids.get(number);
    }

    /** The numbers that are in both lists. */
    public IdList and(IdList other) {
        BitSet both = (BitSet) ids.clone();
        both.and(other.ids);
        return new IdList(both);
    }

    /** The numbers, ascending. */
    public int[] toArray() {
        return ids.stream().toArray();
    }

    /** In the kernel's notation. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int from = ids.nextSetBit(0); from >= 0; ) {
            int end = ids.nextClearBit(from);
            text.append(text.isEmpty() ? "" : ",").append(from);
            if (end - from > 1) {
                text.append('-').append(end - 1);
            }
            from = ids.nextSetBit(end);
        }
        return text.toString();
    }
}
