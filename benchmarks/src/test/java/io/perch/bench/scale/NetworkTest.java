/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model against what is known of such networks, and against the simulation. */
class NetworkTest {
    private static Network network(int cpus, int copies, double think, double visits, double hold) {
        return new Network(new Machine(cpus, 1), think, List.of(new Station("lock", copies, visits, hold)));
    }

    @Test
    void oneCpuNeverWaits() {
        Network.Load load = network(1, 1, 90, 0.1, 100).analyse();
        assertThat(load.throughput()).isCloseTo(0.01, within(1e-9));
        assertThat(load.utilisation()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void manyCpusAreHeldUpByTheBusiestLock() {
        Network network = new Network(new Machine(64, 1), 100,
                List.of(new Station("busy", 1, 0.5, 40), new Station("idle", 1, 0.1, 40)));
        Network.Load load = network.analyse();
        assertThat(load.busiest()).isEqualTo("busy");
        assertThat(load.bound()).isCloseTo(1 / 20.0, within(1e-9));
        assertThat(load.throughput()).isLessThanOrEqualTo(load.bound()).isCloseTo(load.bound(), within(1e-3));
        assertThat(load.offered()).isGreaterThan(1);
    }

    /** Machine repair with exponential times, one repairman: the throughput by Erlang's loss formula. */
    @ParameterizedTest
    @CsvSource({"4, 100, 50", "16, 100, 10", "32, 1000, 40"})
    void agreesWithTheMachineRepairModel(int cpus, double think, double hold) {
        double loss = 1;
        for (int n = 1; n <= cpus; n++) {
            loss = think / hold * loss / (n + think / hold * loss);
        }
        assertThat(network(cpus, 1, think, 1, hold).analyse().throughput()).isCloseTo((1 - loss) / hold, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"8, 1, 100, 0.05, 50", "128, 8, 70, 0.02, 100", "128, 1, 70, 0.02, 20", "64, 1, 100, 0.1, 100"})
    void theSimulationAgrees(int cpus, int copies, double think, double visits, double hold) {
        Network network = network(cpus, copies, think, visits, hold);
        double analysed = network.analyse().throughput();
        assertThat(new Simulation(network, 7).run().throughput()).isCloseTo(analysed, within(0.1 * analysed));
    }

    @Test
    void theSimulationIsRepeatable() {
        Network network = network(16, 2, 100, 0.3, 50);
        assertThat(new Simulation(network, 3).run()).isEqualTo(new Simulation(network, 3).run());
    }
}
