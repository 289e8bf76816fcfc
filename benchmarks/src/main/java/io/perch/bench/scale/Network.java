/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import java.util.List;

/**
 * A closed network: so many CPUs that compute, go to a lock, and compute again.
 *
 * @param machine  whose CPUs they are
 * @param think    nanoseconds of an operation without its visits
 * @param stations the locks
 */
record Network(Machine machine, double think, List<Station> stations) {
    /**
     * What a network does.
     *
     * @param throughput  operations a nanosecond
     * @param bound       its asymptotic bound: that of the CPUs without a wait, or that of the busiest lock
     * @param busiest     the first lock to saturate
     * @param utilisation of that lock, 0 to 1: throughput × demand
     * @param offered     what its utilisation would be if nobody ever waited; above 1 it saturates before this many CPUs
     */
    record Load(double throughput, double bound, String busiest, double utilisation, double offered) {
    }

    /** An operation on one CPU that never waits. */
    double alone() {
        return think + stations.stream().mapToDouble(station -> station.visits() * station.hold()).sum();
    }

    /** By exact mean value analysis: each copy of a lock is a queue. */
    Load analyse() {
        double[] queue = new double[stations.size()];
        double throughput = 0;
        for (int cpus = 1; cpus <= machine.cpus(); cpus++) {
            double cycle = think;
            double[] residence = new double[queue.length];
            for (int i = 0; i < queue.length; i++) {
                Station station = stations.get(i);
                residence[i] = station.visits() * station.hold() * (1 + queue[i]);
                cycle += residence[i];
            }
            throughput = cpus / cycle;
            for (int i = 0; i < queue.length; i++) {
                queue[i] = throughput * residence[i] / stations.get(i).copies();
            }
        }
        return load(throughput);
    }

    /** What is behind a throughput, however it was found. */
    Load load(double throughput) {
        Station busiest = stations.stream().max((a, b) -> Double.compare(a.demand(), b.demand())).orElseThrow();
        double free = machine.cpus() / alone();
        return new Load(throughput, Math.min(free, 1 / busiest.demand()), busiest.name(), throughput * busiest.demand(),
                free * busiest.demand());
    }
}
