/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchConfig;
import io.perch.inject.Faults;
import io.perch.inject.FaultyRuns;
import io.perch.inject.Script;
import io.perch.stats.Counter;
import java.util.ArrayList;
import java.util.List;

/**
 * The rounds of the maintenance thread, on the script's own, and what starts and ends it. Whatever throws there, the rounds go on,
 * each engine is closed by them in the end, and the next one has its thread.
 */
public final class MaintenanceThreadScript implements Script {
    private static final int ENGINES = 2;
    private static final int BLOCKS = 40;
    private static final int SIZE = 30_000;

    /** What the thread has to do besides maintenance. */
    public enum Work { NOTHING, SAMPLES, PUBLICATION }

    private final Work work;
    private final Engine[] engines = new Engine[ENGINES];
    private final Object owner = new Object();

    MaintenanceThreadScript(Work work) {
        this.work = work;
        for (int i = 0; i < ENGINES; i++) {
            engines[i] = engine();
        }
    }

    private Engine engine() {
        return Engine.start(PerchConfig.builder().hardLimit(64 << 20).releaseAfterMillis(100).profile(work == Work.SAMPLES ? 1 : 0)
                .jmx(work == Work.PUBLICATION).build().values());
    }

    @Override
    public void run(Faults faults) {
        // The thread of an earlier run ends by itself; until then nobody has to start one.
        MaintenanceThread.round(0);
        for (Engine engine : engines) {
            faults.attempt(() -> engine.keepUpFor(owner));
            faults.attempt(engine::maintenance);
            use(faults, engine);
            rounds(faults, 2);
        }
        MaintenanceThread.log("of a test", new IllegalStateException());
        faults.callIsOver();
        for (Engine engine : engines) {
            faults.attempt(engine::close);
            rounds(faults, 3);
        }
    }

    private static void use(Faults faults, Engine engine) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            faults.attempt(() -> blocks.add(engine.blocks().allocate(SIZE, 1)));
        }
        blocks.forEach(engine.blocks()::free);
        faults.callIsOver();
    }

    private static void rounds(Faults faults, int count) {
        for (int i = 0; i < count; i++) {
            MaintenanceThread.round(0);
            faults.callIsOver();
        }
    }

    @Override
    public void check() {
        for (Engine engine : engines) {
            engine.close();
        }
        MaintenanceThread.round(0);
        for (Engine engine : engines) {
            assertThat(FaultyRuns.elsewhere(engine::stats).inUse()).as("in use").isZero();
            assertThat(engine.stats().get(Counter.RESERVED)).as("reserved").isZero();
        }
        assertThat(MaintenanceThread.round(0)).as("whether anything is left to maintain").isFalse();
        Engine next = engine();
        next.keepUpFor(owner);
        assertThat(next.stats().get(Counter.MAINTENANCE)).as("maintainers").isEqualTo(1);
        assertThat(next.maintenance()).startsWith("by a thread");
        assertThat(MaintenanceThread.round(0)).isTrue();
        next.close();
        MaintenanceThread.round(0);
    }
}
