/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Arrays;
import java.util.Locale;

/** Names of constants, as users write them in system properties. */
final class Names {
    private Names() {
    }

    /**
     * The constant of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    static <E extends Enum<E>> E parse(Class<E> type, String name) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants).filter(constant -> constant.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + type.getSimpleName().toLowerCase(Locale.ROOT) + " '" + name + "': use one of "
                                + Arrays.toString(constants)));
    }
}
