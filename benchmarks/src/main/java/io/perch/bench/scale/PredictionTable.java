/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a prediction, as the command prints them. */
final class PredictionTable {
    static final String STEP_HEADING = String.format("%n%-12s %16s %16s %10s", "1 to 2 CPUs", "measured", "modelled", "error");
    private static final String HEADING = String.format("%5s %5s %14s %14s %14s %8s %12s  %s", "CPUs", "nodes", "M op/s",
            "simulated", "bound", "busy", "offered", "busiest lock");
    private static final double MILLIONS_A_SECOND = 1e3;

    private PredictionTable() {
    }

    static String step(LoadRow row, double line) {
        double modelled = new Prediction(row, line).step();
        return String.format(Locale.ROOT, "%-12s %16.2f %16.2f %9.0f%%", row.load().id(), row.step(), modelled,
                100 * (modelled / row.step() - 1));
    }

    /** Throughput by the analysis, by the simulation, and at most; utilisation of the busiest lock. */
    static List<String> lines(LoadRow row, double line) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row.load().id());
        lines.add(HEADING);
        Prediction prediction = new Prediction(row, line);
        for (Machine machine : Machine.ALL) {
            Network.Load analysed = prediction.analysed(machine);
            lines.add(String.format(Locale.ROOT, "%5d %5d %14.1f %14.1f %14.1f %8.3f %12.3f  %s", machine.cpus(), machine.nodes(),
                    analysed.throughput() * MILLIONS_A_SECOND,
                    prediction.simulated(machine).throughput() * MILLIONS_A_SECOND, analysed.bound() * MILLIONS_A_SECOND,
                    analysed.utilisation(), analysed.offered(), analysed.busiest()));
        }
        return lines;
    }
}
