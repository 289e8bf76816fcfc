/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What happened to the memory, over time. */
final class StatCharts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 380;
    private static final int LOW = 260;
    private static final double MIB = 1 << 20;
    private static final Color GRID = new Color(0xe4e4e4);
    private static final BasicStroke LINE = new BasicStroke(2);

    private StatCharts() {
    }

    /** @param samples two at least, oldest first */
    static List<Chart<?, ?>> of(List<Sample> samples) {
        return List.of(memory(samples), ratio(samples), traffic(samples));
    }

    /** Areas one above the other: each is drawn from the bottom to the sum of all parts up to it, the highest first. */
    private static XYChart memory(List<Sample> samples) {
        XYChart chart = chart("Where the memory is", "MiB", HEIGHT);
        List<Counter> parts = new ArrayList<>();
        PartColours.PARTS.stream().filter(part -> samples.stream().anyMatch(sample -> sample.get(part) > 0)).forEach(parts::add);
        for (int last = parts.size(); last > 0; last--) {
            List<Counter> below = parts.subList(0, last);
            Counter part = parts.get(last - 1);
            XYSeries area = series(chart, part.label(), samples, sample -> below.stream().mapToLong(sample::get).sum() / MIB);
            area.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area).setLineColor(PartColours.of(part))
                    .setFillColor(PartColours.of(part));
        }
        series(chart, "resident", samples, sample -> sample.get(Counter.RESIDENT) / MIB)
                .setLineColor(PartColours.of(Counter.RESIDENT));
        return chart;
    }

    private static XYChart ratio(List<Sample> samples) {
        XYChart chart = chart("Resident by what is in use: 1 is the least", "", LOW);
        List<Sample> used = samples.stream().filter(sample -> Double.isFinite(sample.get(Ratio.RESIDENT_TO_IN_USE))).toList();
        if (!used.isEmpty()) {
            series(chart, "resident by in use", used, sample -> sample.get(Ratio.RESIDENT_TO_IN_USE), samples.get(0))
                    .setLineColor(PartColours.of(Counter.RESIDENT));
        }
        return chart;
    }

    private static XYChart traffic(List<Sample> samples) {
        XYChart chart = chart("Given back to the system, and of that needed again within 100 ms, per second", "MiB", LOW);
        perSecond(chart, Counter.RELEASED_SO_FAR, samples).setLineColor(PartColours.of(Counter.IN_USE));
        perSecond(chart, Counter.THRASHED, samples).setLineColor(PartColours.of(Counter.RESIDENT));
        return chart;
    }

    private static XYSeries perSecond(XYChart chart, Counter counter, List<Sample> samples) {
        double[] seconds = seconds(samples, samples.get(0));
        double[] rates = IntStream.range(0, samples.size())
                .mapToDouble(i -> samples.get(i).perSecond(counter, samples.get(Math.max(0, i - 1))) / MIB).toArray();
        return plain(chart.addSeries(counter.label(), seconds, rates));
    }

    private static XYChart chart(String title, String unit, int height) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(height).title(title).xAxisTitle("seconds").yAxisTitle(unit)
                .build();
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setPlotGridLinesColor(GRID).setPlotBorderVisible(false);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendBorderColor(Color.WHITE);
        return chart;
    }

    private static XYSeries series(XYChart chart, String name, List<Sample> samples, ToDoubleFunction<Sample> value) {
        return series(chart, name, samples, value, samples.get(0));
    }

    private static XYSeries series(XYChart chart, String name, List<Sample> samples, ToDoubleFunction<Sample> value, Sample first) {
        return plain(chart.addSeries(name, seconds(samples, first), samples.stream().mapToDouble(value).toArray()));
    }

    private static double[] seconds(List<Sample> samples, Sample first) {
        return samples.stream().mapToDouble(sample -> (sample.millis() - first.millis()) / 1000.0).toArray();
    }

    private static XYSeries plain(XYSeries series) {
        series.setMarker(SeriesMarkers.NONE).setLineStyle(LINE);
        return series;
    }
}
