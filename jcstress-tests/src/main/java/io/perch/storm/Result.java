/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The result of a run in one mode.
 *
 * @param mode       its name
 * @param operations blocks allocated, freed or handed over
 * @param aborts     critical sections that were aborted
 * @param lost       bytes in use although every block was freed
 * @param doubled    blocks that had two owners, or were free and came back once more
 * @param failure    what else went wrong, or ""
 */
record Result(String mode, long operations, long aborts, long lost, long doubled, String failure) {
    boolean isSound() {
        return lost == 0 && doubled == 0 && failure.isEmpty();
    }

    String line() {
        return String.format("%-8s %,15d operations %,13d aborts   lost %,d bytes   doubled %,d blocks   %s", mode, operations,
                aborts, lost, doubled, failure).stripTrailing();
    }

    private String json() {
        return String.format(Locale.ROOT, "{\"mode\": \"%s\", %s}", mode, numbers(operations, aborts, lost, doubled));
    }

    static String json(List<Result> results) {
        return String.format(Locale.ROOT, "{%s, \"modes\": [%s]}%n",
                numbers(results.stream().mapToLong(Result::operations).sum(),
                        results.stream().mapToLong(Result::aborts).sum(),
                        results.stream().mapToLong(Result::lost).sum(),
                        results.stream().mapToLong(Result::doubled).sum()),
                results.stream().map(Result::json).collect(Collectors.joining(", ")));
    }

    private static String numbers(long operations, long aborts, long lost, long doubled) {
        return String.format(Locale.ROOT, "\"operations\": %d, \"aborts\": %d, \"lost\": %d, \"doubled\": %d", operations, aborts,
                lost, doubled);
    }
}
