/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The same CPUs and locks as in a {@link Network}, event by event: a CPU computes for a time of chance, waits for its turn at a
 * lock, and holds it for the time that was measured. Locks are fair. Nothing of queueing theory is in it, so it tells whether that
 * holds.
 */
final class Simulation {
    private static final int VISITS = 400_000;
    private static final int WARM_UP = VISITS / 4;

    private final Network network;
    private final SplittableRandom random;
    /** By station and copy: when its last holder will have left. */
    private final double[][] freeAt;
    private final double visitsPerOperation;

    /** A CPU that goes to its next lock then. */
    private record Arrival(double time, int cpu) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            return Double.compare(time, other.time);
        }
    }

    Simulation(Network network, long seed) {
        this.network = network;
        this.random = new SplittableRandom(seed);
        this.freeAt = new double[network.stations().size()][];
        for (int i = 0; i < freeAt.length; i++) {
            freeAt[i] = new double[network.stations().get(i).copies()];
        }
        this.visitsPerOperation = network.stations().stream().mapToDouble(Station::visits).sum();
    }

    /** What the network does. */
    Network.Load run() {
        PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
        for (int cpu = 0; cpu < network.machine().cpus(); cpu++) {
            arrivals.add(new Arrival(compute(), cpu));
        }
        double begin = 0;
        double now = 0;
        for (int visit = -WARM_UP; visit < VISITS; visit++) {
            Arrival arrival = arrivals.remove();
            now = arrival.time();
            begin = visit == 0 ? now : begin;
            arrivals.add(new Arrival(leave(now, arrival.cpu()) + compute(), arrival.cpu()));
        }
        return network.load(VISITS / visitsPerOperation / (now - begin));
    }

    /** A time between two visits. */
    private double compute() {
        return -Math.log(1 - random.nextDouble()) * network.think() / visitsPerOperation;
    }

    /** Goes to a lock as often as it is visited, waits and holds it; returns when that is over. */
    private double leave(double now, int cpu) {
        double point = random.nextDouble() * visitsPerOperation;
        int station = 0;
        while (station < freeAt.length - 1 && point >= network.stations().get(station).visits()) {
            point -= network.stations().get(station).visits();
            station++;
        }
        double[] copies = freeAt[station];
        int copy = cpu % copies.length;
        copies[copy] = Math.max(now, copies[copy]) + network.stations().get(station).hold();
        return copies[copy];
    }
}
