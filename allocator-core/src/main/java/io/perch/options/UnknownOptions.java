/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Properties that were meant to be options, and are none: their names differ from that of an option by a letter or two, or begin
 * like those of a group of options, as {@code perch.limit.max} does. Other properties may begin with {@code perch.}, too.
 */
public final class UnknownOptions {
    private static final String BEGINNING = "perch.";
    /** What class loaders tell each other. */
    private static final String SHARED = "perch.native.shared.";
    /** Letters that a typing error adds, drops or changes; two that change places are two changes. */
    private static final int MOST_ERRORS = 2;
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private UnknownOptions() {
    }

    /** Logs each of these names that was meant to be an option, once in a process. May be called from any thread. */
    public static void tell(Collection<String> properties) {
        for (String property : properties) {
            if (property.startsWith(BEGINNING) && !property.startsWith(SHARED) && !isOption(property)) {
                tell(property);
            }
        }
    }

    private static boolean isOption(String property) {
        return Option.ALL.stream().anyMatch(option -> option.property().equals(property));
    }

    private static void tell(String property) {
        Option nearest = Option.ALL.stream().min(Comparator.comparing(option -> errors(property, option.property())))
                .orElseThrow();
        boolean isNear = errors(property, nearest.property()) <= MOST_ERRORS;
        if ((isNear || beginsLikeAGroup(property)) && TOLD.add(property)) {
            String hint = isNear ? "is it " + nearest.property() + '?'
                    : "docs/tuning.md and './perch options' list all that there are";
            System.getLogger(UnknownOptions.class.getPackageName()).log(System.Logger.Level.WARNING,
                    property + " is no option of Perch, and is ignored: " + hint);
        }
    }

    private static boolean beginsLikeAGroup(String property) {
        int end = property.indexOf('.', BEGINNING.length());
        return end > 0 && Option.ALL.stream().anyMatch(option -> option.property().startsWith(property.substring(0, end + 1)));
    }

    /** Levenshtein's distance: how many letters have to be added, dropped or changed. */
    private static int errors(String typed, String meant) {
        int[] above = new int[meant.length() + 1];
        Arrays.setAll(above, column -> column);
        for (int row = 1; row <= typed.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int changed = above[column - 1] + (typed.charAt(row - 1) == meant.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[meant.length()];
    }
}
