/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import java.util.function.Predicate;

/** Removes from a failing program whatever it also fails without: halves first, then quarters, down to single operations. */
final class Shrinker {
    private Shrinker() {
    }

    /** @param fails whether a program still fails */
    static Program shrink(Program failing, Predicate<Program> fails) {
        Program best = failing;
        for (int length = best.operations().size() / 2; length > 0; length /= 2) {
            int from = 0;
            while (from < best.operations().size()) {
                Program shorter = best.without(from, Math.min(from + length, best.operations().size()));
                if (fails.test(shorter)) {
                    best = shorter;
                } else {
                    from += length;
                }
            }
        }
        return best;
    }
}
