/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The plots. */
final class Charts {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 380;
    private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.5, 99.9, 99.99};

    private Charts() {
    }

    static List<Chart<?, ?>> of(List<Summary> summaries) {
        return List.of(throughput(summaries), latency(summaries), memory(summaries));
    }

    private static Chart<?, ?> throughput(List<Summary> summaries) {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT)
                .title("Requests per second, round by round").xAxisTitle("round").yAxisTitle("requests/s").build();
        for (Summary summary : summaries) {
            List<Integer> numbers = IntStream.rangeClosed(1, summary.rounds().size()).boxed().toList();
            chart.addSeries(summary.contender().label(), numbers,
                    summary.rounds().stream().map(RoundResult::requestsPerSecond).toList());
        }
        return chart;
    }

    private static Chart<?, ?> latency(List<Summary> summaries) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT)
                .title("Latency by percentile, at the same pace for all")
                .xAxisTitle("one request in ... is slower").yAxisTitle("microseconds").build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        double[] oneIn = Arrays.stream(PERCENTILES).map(percentile -> 100 / (100 - percentile)).toArray();
        for (Summary summary : summaries) {
            chart.addSeries(summary.contender().label(), oneIn, Arrays.stream(PERCENTILES).map(summary::micros).toArray());
        }
        return chart;
    }

    private static Chart<?, ?> memory(List<Summary> summaries) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT)
                .title("Off-heap memory held during the last round").xAxisTitle("seconds").yAxisTitle("MiB").build();
        chart.getStyler().setYAxisMin(0.0);
        for (Summary summary : summaries) {
            long[] held = summary.last().held();
            double[] seconds = new double[held.length];
            double[] mebibytes = new double[held.length];
            for (int i = 0; i < held.length; i++) {
                seconds[i] = i * Sampler.PERIOD_MILLIS / 1e3;
                mebibytes[i] = held[i] / (double) (1 << 20);
            }
            chart.addSeries(summary.contender().label(), seconds, mebibytes).setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }
}
