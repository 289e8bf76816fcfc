/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One step of a program. */
record Operation(Action action, long... arguments) {
    /** Parses what {@link #toString} writes. */
    static Operation parse(String line) {
        String[] words = line.strip().split(" +");
        long[] arguments = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
        Action action = Action.of(words[0]);
        if (arguments.length != action.arguments()) {
            throw new IllegalArgumentException("'" + line + "' (expected: " + action.arguments() + " arguments)");
        }
        return new Operation(action, arguments);
    }

    void apply(Subject subject) {
        action.apply(subject, arguments);
    }

    @Override
    public String toString() {
        return action + LongStream.of(arguments).mapToObj(value -> " " + value).collect(Collectors.joining());
    }
}
