/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Locale;

/** What huge pages are asked for. */
public enum HugePages {
    /** None; the system may give some all the same, depending on how it is set up. */
    NONE,
    /** Transparent ones, by advice. */
    ADVISE,
    /** Those that the administrator has set aside (hugetlb), and ordinary pages when they are used up. */
    EXPLICIT;

    /**
     * The kind of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static HugePages of(String name) {
        return Names.parse(HugePages.class, "huge pages", name);
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
