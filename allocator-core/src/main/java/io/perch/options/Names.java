/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Names of constants, as users write them: in any case. */
final class Names {
    private Names() {
    }

    /**
     * The constant of this name.
     *
     * @param what what the constants are, in words
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    static <E extends Enum<E>> E parse(Class<E> type, String what, String name) {
        E found = find(type, name);
        if (found == null) {
            throw new IllegalArgumentException("no " + what + " '" + name + "': use one of " + listed(type));
        }
        return found;
    }

    /** The constant of this name, or null. */
    static <E extends Enum<E>> E find(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equalsIgnoreCase(name)).findFirst()
                .orElse(null);
    }

    /** All of them, separated by commas. */
    static <E extends Enum<E>> String listed(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(E::toString).collect(Collectors.joining(", "));
    }
}
