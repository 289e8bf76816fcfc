/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One figure of a row: the least of all rounds for each allocator, because disturbances only ever add. */
final class Figure {
    private final Row row;
    private final String name;
    private final Map<Peer, Double> values = new EnumMap<>(Peer.class);

    Figure(Row row, String name) {
        this.row = row;
        this.name = name;
    }

    void add(Peer peer, double value) {
        values.merge(peer, value, Math::min);
    }

    boolean isOf(Row other) {
        return row == other;
    }

    double goal() {
        return row.goal(name);
    }

    /** Perch's value divided by the better of the peers that count. */
    double ratio() {
        return values.get(Peer.PERCH) / values.entrySet().stream().filter(entry -> row.comparesWith(entry.getKey()))
                .mapToDouble(Map.Entry::getValue).min().orElseThrow();
    }

    boolean isMet() {
        return ratio() <= goal();
    }

    static String heading() {
        return String.format("%-50s %-24s %9s %9s %9s %7s %6s", "", "", "perch", "pooled", "adaptive", "ratio", "goal");
    }

    String line() {
        return String.format(Locale.ROOT, "%-50s %-24s %9.1f %9.1f %9.1f %7.2f %6.2f%s", row.label, name, values.get(Peer.PERCH),
                values.get(Peer.POOLED), values.get(Peer.ADAPTIVE), ratio(), goal(), isMet() ? "" : "  missed");
    }

    /** Names are ours and need no escaping. */
    String json() {
        return String.format(Locale.ROOT, "    {\"row\": \"%s\", \"figure\": \"%s\", %s, \"ratio\": %.4f, \"goal\": %.2f}",
                row.id(), name, values.entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "\"%s\": %.3f",
                                entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue()))
                        .collect(Collectors.joining(", ")), ratio(), goal());
    }
}
