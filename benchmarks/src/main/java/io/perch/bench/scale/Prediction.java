/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.perch.stats.LockKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the {@link Network} of a machine from what was measured on one CPU and two. What is assumed besides: an operation visits as
 * many locks on each machine; a lock's holder fetches {@value #LINES} lines that the last holder has written, if that was another
 * CPU; and a line from another node takes {@value #FAR} times as long as one from the same.
 *
 * @param row  what was measured
 * @param line nanoseconds of a line's transfer within a node
 */
record Prediction(LoadRow row, double line) {
    /** The lock's own, and two of what it guards. */
    private static final int LINES = 3;
    private static final double FAR = 2.5;
    private static final long SEED = 42;

    /** Two CPUs by one: how much they would do if only lines and locks held them up. */
    double step() {
        return 1e9 * network(new Machine(2, 1)).analyse().throughput() / row.onOne().throughput();
    }

    Network network(Machine machine) {
        double far = (machine.nodes() - 1.0) / machine.nodes();
        double anywhere = line * (1 + far * (FAR - 1));
        List<Station> stations = new ArrayList<>();
        double visited = 0;
        double rest = 0;
        for (LockKind kind : row.kinds()) {
            if (!kind.isShared() || row.hold(kind) == 0) {
                continue;
            }
            boolean global = Station.isGlobal(kind);
            int copies = machine.copies(kind);
            double ofOthers = Math.max(0, 1 - (double) copies / machine.cpus());
            double hold = Math.max(1, row.hold(kind)
                    + LINES * (ofOthers * (global ? anywhere : line) - row.transferred(kind) * line));
            double visits = row.visits(kind) * row.busiest(kind);
            stations.add(new Station(kind.label(), copies, visits, hold));
            visited += row.visits(kind) * Math.max(0, row.hold(kind) - LINES * row.transferred(kind) * line);
            rest += (row.visits(kind) - visits) * hold;
        }
        double own = Math.max(1, row.onOne().cpuNanos() - visited);
        double lines = row.load().lines(machine.cpus()) * (row.load() == Load.SHARED_SET ? anywhere : line);
        return new Network(machine, own + lines + rest, stations);
    }

    Network.Load analysed(Machine machine) {
        return network(machine).analyse();
    }

    Network.Load simulated(Machine machine) {
        return new Simulation(network(machine), SEED).run();
    }
}
