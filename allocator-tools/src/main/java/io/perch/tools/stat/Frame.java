/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code perch stat --watch} shows: bars of where the memory is, the ratio over the last minute, rates, and pools. */
final class Frame {
    private static final int BAR = 30;
    private static final int HISTORY = 30;
    /** The ratios at which the curve is as high as it can be: an outlier must not flatten all others. */
    private static final double LEAST_TOP = 1.5;
    private static final double MOST_TOP = 3;
    private static final int MOST_POOLS = 8;
    private static final int POOL_NAME = 28;
    private static final String RESET = "\033[0m";
    private static final String BOLD = "\033[1m";
    private static final String FAINT = "\033[2m";
    private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";
    private static final String FULL = "\u2588";
    private static final String HEIGHTS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String ASCII_HEIGHTS = "_.-=+*%#";

    private final boolean unicode;

    /** @param unicode whether the terminal shows more than ASCII */
    Frame(boolean unicode) {
        this.unicode = unicode;
    }

    /**
     * The lines of a frame.
     *
     * @param title   who is shown
     * @param samples of the last minute at least, the newest last
     */
    List<String> lines(String title, List<Sample> samples) {
        Sample now = samples.get(samples.size() - 1);
        long whole = Math.max(1, Math.max(now.get(Counter.COMMITTED), now.get(Counter.RESIDENT)));
        List<String> lines = new ArrayList<>();
        lines.add(BOLD + title + RESET);
        lines.add("");
        for (Counter part : PartColours.PARTS) {
            if (part != Counter.QUARANTINE || now.get(part) > 0) {
                lines.add(bar(part, now, whole, percent(now.get(part), now.get(Counter.COMMITTED))));
            }
        }
        lines.add(bar(Counter.COMMITTED, now, whole, percent(now.get(Counter.COMMITTED), now.get(Counter.HARD_LIMIT))
                + " of " + Bytes.text(now.get(Counter.HARD_LIMIT))));
        lines.add(bar(Counter.RESIDENT, now, whole, ""));
        lines.add("");
        lines.add(ratio(samples));
        Sample before = samples.get(Math.max(0, samples.size() - 2));
        lines.add(rates(now, before));
        lines.add(misses(now, before));
        lines.add("");
        pools(lines, now.pools());
        lines.add(FAINT + "Ctrl-C ends this" + RESET);
        return lines;
    }

    private String bar(Counter counter, Sample sample, long whole, String note) {
        long value = sample.get(counter);
        return String.format(Locale.ROOT, "%s%-16s \033[38;5;%dm%s%s %10s  %s", counter.role().sign(), counter.label(),
                PartColours.ansi(counter), bar((double) value / whole), RESET, Bytes.text(value), note);
    }

    /** {@value #BAR} columns, the last of them in eighths where the terminal can show these. */
    private String bar(double share) {
        double columns = Math.max(0, Math.min(1, share)) * BAR;
        int full = (int) columns;
        if (!unicode) {
            int shown = (int) Math.ceil(columns);
            return "#".repeat(shown) + " ".repeat(BAR - shown);
        }
        String part = full == BAR ? "" : EIGHTHS.substring((int) ((columns - full) * 8)).substring(0, 1);
        return FULL.repeat(full) + part + " ".repeat(BAR - full - part.length());
    }

    private static String percent(long part, long whole) {
        return whole <= 0 ? "" : String.format(Locale.ROOT, "%3.0f %%", 100.0 * part / whole);
    }

    private String ratio(List<Sample> samples) {
        List<Double> ratios = samples.stream().skip(Math.max(0, samples.size() - HISTORY))
                .map(sample -> sample.get(Ratio.RESIDENT_TO_IN_USE)).toList();
        double now = ratios.get(ratios.size() - 1);
        double most = ratios.stream().filter(Double::isFinite).mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        String heights = unicode ? HEIGHTS : ASCII_HEIGHTS;
        StringBuilder line = new StringBuilder();
        for (double each : ratios) {
            double share = Math.max(0, Math.min(1, (each - 1) / (Math.max(LEAST_TOP, Math.min(MOST_TOP, most)) - 1)));
            line.append(Double.isFinite(each) ? heights.charAt((int) (share * (heights.length() - 1))) : ' ');
        }
        return String.format(Locale.ROOT, "  resident/in use  %s%-" + HISTORY + "s%s %10s  %s", "\033[38;5;"
                + PartColours.ansi(Counter.RESIDENT) + "m", line, RESET, Double.isFinite(now) ? "%.2f".formatted(now) : "-",
                Double.isFinite(most) ? String.format(Locale.ROOT, "at most %.2f", most) : "");
    }

    private static String rates(Sample now, Sample before) {
        double thrash = now.get(Ratio.THRASH);
        return String.format(Locale.ROOT, "  given back       %s/s, needed again %s/s (%s in all); %s are released",
                Bytes.text(now.perSecond(Counter.RELEASED_SO_FAR, before)), Bytes.text(now.perSecond(Counter.THRASHED, before)),
                Double.isFinite(thrash) ? "%.1f %%".formatted(100 * thrash) : "nothing", Bytes.text(now.get(Counter.RELEASED)));
    }

    private static String misses(Sample now, Sample before) {
        long refused = now.get(Counter.RELEASE_FAILURES) + now.get(Counter.BIND_FAILURES) + now.get(Counter.OTHER_REFUSALS);
        return String.format(Locale.ROOT, "  caches           %,.0f were empty and %,.0f full a second; %d of them%s",
                now.perSecond(Counter.UNDERFLOWS, before), now.perSecond(Counter.OVERFLOWS, before), now.get(Counter.CACHES),
                refused == 0 ? "" : String.format(Locale.ROOT, "; the system refused %,d times", refused));
    }

    private static void pools(List<String> lines, Map<String, Map<Counter, Long>> pools) {
        List<Map.Entry<String, Map<Counter, Long>>> largest = pools.entrySet().stream()
                .sorted((a, b) -> Long.compare(inUse(b), inUse(a))).limit(MOST_POOLS).toList();
        for (Map.Entry<String, Map<Counter, Long>> pool : largest) {
            String name = StatPage.printable(pool.getKey());
            String shown = name.length() <= POOL_NAME ? name : name.substring(0, POOL_NAME - 3) + "...";
            lines.add(String.format(Locale.ROOT, "  pool %-" + POOL_NAME + "s %10s of %s", shown, Bytes.text(inUse(pool)),
                    Bytes.text(pool.getValue().getOrDefault(Counter.POOL_QUOTA, 0L))));
        }
        if (!pools.isEmpty()) {
            lines.add(pools.size() > largest.size() ? "  and " + (pools.size() - largest.size()) + " more pools" : "");
        }
    }

    private static long inUse(Map.Entry<String, Map<Counter, Long>> pool) {
        return pool.getValue().getOrDefault(Counter.POOL_IN_USE, 0L);
    }
}
