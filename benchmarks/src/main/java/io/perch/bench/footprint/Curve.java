/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.util.Arrays;

/**
 * Resident and live bytes over time.
 *
 * @param seconds  since the first sample, ascending
 * @param resident bytes beyond those at the start
 * @param live     bytes of buffers
 * @param loaded   whether the load was on
 */
record Curve(double[] seconds, long[] resident, long[] live, boolean[] loaded) {
    Curve {
        if (resident.length != seconds.length || live.length != seconds.length || loaded.length != seconds.length) {
            throw new IllegalArgumentException(seconds.length + " samples with " + resident.length + ", " + live.length + ", "
                    + loaded.length);
        }
    }

    /** Averages of the loaded time in which at least {@code floor} bytes were live; not a number if there was none. */
    Ratios ratios(long floor) {
        double time = 0;
        double ratio = 0;
        double residentTime = 0;
        double liveTime = 0;
        double worst = Double.NaN;
        double mostResident = Double.NaN;
        double mostLive = 0;
        for (int i = 0; i < seconds.length - 1; i++) {
            if (loaded[i] && live[i] >= floor) {
                double step = seconds[i + 1] - seconds[i];
                double now = (double) resident[i] / live[i];
                time += step;
                ratio += now * step;
                residentTime += resident[i] * step;
                liveTime += live[i] * step;
                worst = Double.isNaN(worst) ? now : Math.max(worst, now);
                mostResident = Double.isNaN(mostResident) ? resident[i] : Math.max(mostResident, resident[i]);
                mostLive = Math.max(mostLive, live[i]);
            }
        }
        return new Ratios(ratio / time, worst, residentTime / liveTime, mostResident / mostLive);
    }

    /**
     * Resident by live bytes.
     *
     * @param mean   the average over time of the ratio
     * @param worst  the largest of all samples
     * @param ofMeans the average of resident bytes by that of live ones: what the memory costs, in which a time with few live bytes
     *               weighs little
     * @param ofPeaks the most resident bytes by the most live ones: what the process has to be given
     */
    record Ratios(double mean, double worst, double ofMeans, double ofPeaks) {
    }

    /** Resident bytes of the first sample from then on; not a number if sampling ended before. */
    double residentAt(double second) {
        int index = Arrays.binarySearch(seconds, second);
        int first = index < 0 ? -index - 1 : index;
        return first < seconds.length ? resident[first] : Double.NaN;
    }
}
