/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.stats.Counter;
import java.awt.Color;
import java.util.List;
import java.util.Map;

/** The parts of committed memory have the same colours in plots and in terminals. */
final class PartColours {
    /** All parts, in the order in which they are shown. */
    static final List<Counter> PARTS = Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART).toList();

    private static final Color OTHER = new Color(0x8a8a8a);
    private static final Map<Counter, Color> COLOURS = Map.of(Counter.IN_USE, new Color(0x2f6fb7),
            Counter.CACHED_IN_SLABS, new Color(0x2f9e8f), Counter.CACHED_IN_TRANSFER, new Color(0x7cc36a),
            Counter.EMPTY_SPANS, new Color(0xd9c74a), Counter.PINNED, new Color(0xe08a2e), Counter.QUARANTINE, new Color(0x9467bd),
            Counter.SPAN_TAILS, new Color(0x6b7a8f), Counter.FREE_PAGES, new Color(0xc9ced6),
            Counter.RESIDENT, new Color(0xb8342f));
    /** The 256 colours of terminals begin with 16 of their own; then come six steps each of red, green and blue. */
    private static final int FIRST = 16;
    private static final int STEPS = 6;

    private PartColours() {
    }

    static Color of(Counter counter) {
        return COLOURS.getOrDefault(counter, OTHER);
    }

    /** The nearest of a terminal's 256 colours. */
    static int ansi(Counter counter) {
        Color colour = of(counter);
        return FIRST + (step(colour.getRed()) * STEPS + step(colour.getGreen())) * STEPS + step(colour.getBlue());
    }

    private static int step(int part) {
        return Math.round(part * (STEPS - 1) / 255f);
    }
}
