/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One HTML page that needs nothing besides itself: a plot for each scenario, and the table. */
final class FootprintPage {
    private static final int WIDTH = 1080;
    private static final int HEIGHT = 460;
    private static final double MIB = 1 << 20;
    private static final BasicStroke LINE = new BasicStroke(1.8f);
    private static final BasicStroke THIN = new BasicStroke(1.4f);
    /** Dashes of all curves together, over the width. */
    private static final int DASHES = 160;
    /** An allocator has the same colour in all plots. */
    static final Map<String, Color> COLOURS = Map.of("perch", new Color(0x1f5fbf), "pooled", new Color(0xd9822b),
            "adaptive", new Color(0xb8342f), "glibc", new Color(0x6b6b6b), "jemalloc", new Color(0x2f8f4e),
            "mimalloc", new Color(0x8a4fb0), "tcmalloc", new Color(0x1a9c9c));

    private FootprintPage() {
    }

    static String html(List<String> machine, List<FootprintRow> rows) {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Perch: footprint</title>
                <style>
                body { font: 15px/1.5 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #222 }
                img { max-width: 100%; display: block; margin: 1em 0 } pre { background: #f4f4f4; padding: 1em; overflow: auto }
                </style></head><body>
                <h1>Memory that follows the load</h1>
                <p>Resident memory beyond that at the start, over time; dashed the bytes that are live, in the
                same colour. An allocator in a JVM of its own.
                docs/performance.md explains the scenarios.</p>
                """);
        pre(page, machine);
        pre(page, table(rows));
        byScenario(rows).forEach((scenario, same) -> image(page, scenario, same));
        return page.append("</body></html>\n").toString();
    }

    static Map<String, List<FootprintRow>> byScenario(List<FootprintRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(FootprintRow::scenario, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<String> table(List<FootprintRow> rows) {
        return Stream.concat(Stream.of(FootprintRow.HEADING), rows.stream().map(FootprintRow::line)).toList();
    }

    private static void pre(StringBuilder page, List<String> lines) {
        page.append("<pre>").append(String.join("\n", lines).replace("&", "&amp;").replace("<", "&lt;")).append("</pre>\n");
    }

    private static void image(StringBuilder page, String scenario, List<FootprintRow> rows) {
        page.append("<h2>").append(scenario).append("</h2>\n");
        try {
            page.append("<img alt=\"").append(scenario).append("\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(png(scenario, rows))).append("\">\n");
        } catch (IOException | LinkageError | RuntimeException | InternalError e) {
            // A headless JDK on a machine without fontconfig fails in its font code with any of these.
            pre(page, List.of("The plot is missing; without fonts, apt-get install fontconfig fonts-dejavu-core helps: " + e));
        }
    }

    private static byte[] png(String scenario, List<FootprintRow> rows) throws IOException {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(scenario + ": resident, and dashed the live bytes")
                .xAxisTitle("seconds").yAxisTitle("MiB").build();
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        for (FootprintRow row : rows) {
            curve(chart, row.allocator(), row, mebibytes(row, 1)).setLineColor(COLOURS.get(row.allocator())).setLineStyle(LINE);
        }
        for (FootprintRow row : rows) {
            curve(chart, "live, " + row.allocator(), row, dashed(mebibytes(row, 2), rows.indexOf(row), rows.size()))
                    .setLineColor(COLOURS.get(row.allocator())).setLineStyle(THIN).setShowInLegend(false);
        }
        return ChartEncoder.getBytes(chart, "png");
    }

    private static double[] mebibytes(FootprintRow row, int column) {
        return Arrays.stream(row.samples()).mapToDouble(sample -> Math.max(0, sample[column]) / MIB).toArray();
    }

    /**
     * Gaps in the data, for the stroke begins anew with each sample, and dashes of a stroke would never be seen. Live bytes are
     * often the same for all: dashes of one curve are where others have gaps.
     */
    private static double[] dashed(double[] values, int number, int curves) {
        int dash = Math.max(2, values.length / DASHES);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> i / dash % Math.max(2, curves) == number || i == 0 ? values[i] : Double.NaN).toArray();
    }

    private static XYSeries curve(XYChart chart, String name, FootprintRow row, double... mebibytes) {
        double[] seconds = Arrays.stream(row.samples()).mapToDouble(sample -> sample[0]).toArray();
        XYSeries series = chart.addSeries(name, seconds, mebibytes);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }
}
