/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.bench.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One figure of a row, by all JVMs that measured it. Of times only those count that a calm core took, if there are any. */
final class Figure {
    /** With fewer, a tenth of the JVMs is nobody. */
    private static final int LEAST_FOR_SPREAD = 10;
    /** With fewer, an interval says nothing of what differs between JVMs. */
    private static final int LEAST_FOR_INTERVAL = 3;

    private final Row row;
    private final String name;
    private final Calm calm;
    private final Map<Peer, List<Samples>> jvms = new EnumMap<>(Peer.class);

    Figure(Row row, String name, Calm calm) {
        this.row = row;
        this.name = name;
        this.calm = calm;
    }

    void add(Peer peer, Samples samples) {
        calm.saw(samples);
        jvms.computeIfAbsent(peer, key -> new ArrayList<>()).add(samples);
    }

    boolean isOf(Row other) {
        return row == other;
    }

    double goal() {
        return row.goal(name);
    }

    double value(Peer peer) {
        return ofAll(jvms.get(peer));
    }

    /** Of the calm samples of these JVMs; of all, where no JVM has one. */
    private double ofAll(List<Samples> measured) {
        Samples all = Samples.all(measured.stream());
        Samples good = all.where(calm);
        return (good.isEmpty() ? all : good).figure();
    }

    /** Perch's value divided by the better of the peers that count; JVMs of one round are drawn together. */
    Interval ratio() {
        return Interval.of(jvms.get(Peer.PERCH).size(), rounds -> ratio(rounds));
    }

    private double ratio(int[] rounds) {
        Function<Peer, Double> drawn = peer -> ofAll(IntStream.of(rounds).mapToObj(jvms.get(peer)::get).toList());
        return drawn.apply(Peer.PERCH)
                / Arrays.stream(Peer.values()).filter(row::comparesWith).mapToDouble(drawn::apply).min().orElseThrow();
    }

    boolean isMet() {
        return ratio().value() <= goal();
    }

    /** The ninth decile of Perch's calm JVMs divided by the first; not a number with fewer than ten of them. */
    double spread() {
        double[] each = jvms.get(Peer.PERCH).stream().map(samples -> samples.where(calm)).filter(samples -> !samples.isEmpty())
                .mapToDouble(Samples::figure).sorted().toArray();
        return each.length < LEAST_FOR_SPREAD ? Double.NaN : Interval.quantile(each, 0.9) / Interval.quantile(each, 0.1);
    }

    /** How many in a hundred of Perch's samples count. */
    private long calmPercent() {
        Samples all = Samples.all(jvms.get(Peer.PERCH).stream());
        return Math.round(100.0 * all.where(calm).values().length / all.values().length);
    }

    private String ratioText() {
        Interval ratio = ratio();
        return jvms.get(Peer.PERCH).size() < LEAST_FOR_INTERVAL ? String.format(Locale.ROOT, "%.2f (too few JVMs)", ratio.value())
                : ratio.toString();
    }

    static String heading() {
        return String.format("%-50s %-24s %9s %9s %9s %20s %6s %6s %9s", "", "", "perch", "pooled", "adaptive", "ratio", "goal",
                "calm", "p90/p10");
    }

    String line() {
        return String.format(Locale.ROOT, "%-50s %-24s %9.1f %9.1f %9.1f %20s %6.2f %5d%% %9s%s", row.label, name,
                value(Peer.PERCH), value(Peer.POOLED), value(Peer.ADAPTIVE), ratioText(), goal(), calmPercent(),
                Double.isNaN(spread()) ? "" : String.format(Locale.ROOT, "%.2f", spread()), isMet() ? "" : "  missed");
    }

    /** Names are ours and need no escaping. */
    String json() {
        Interval ratio = ratio();
        return String.format(Locale.ROOT, "    {\"row\": \"%s\", \"figure\": \"%s\", %s, \"ratio\": %.4f, \"low\": %.4f,"
                        + " \"high\": %.4f, \"goal\": %.2f, \"calmPercent\": %d, \"spread\": %s}",
                row.id(), name, Arrays.stream(Peer.values())
                        .map(peer -> String.format(Locale.ROOT, "\"%s\": %.3f", peer.name().toLowerCase(Locale.ROOT), value(peer)))
                        .collect(Collectors.joining(", ")), ratio.value(), ratio.low(), ratio.high(), goal(), calmPercent(),
                Double.isNaN(spread()) ? "null" : String.format(Locale.ROOT, "%.4f", spread()));
    }
}
