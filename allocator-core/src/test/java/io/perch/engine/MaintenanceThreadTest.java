/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.PerchConfig;
import io.perch.inject.StackDepths;
import io.perch.options.Mode;
import io.perch.options.OptionValues;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.stats.Counter;
import io.perch.topology.Topology;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The maintenance thread meets the end of its stack, goes on, and says so. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MaintenanceThreadTest {
    private static final long MIB = 1 << 20;
    /** What fails is logged. */
    private static final Logger LOGGER = Logger.getLogger("io.perch");

    private final OsMemory memory = NativePlatform.get().memory();
    private final AtomicBoolean overflows = new AtomicBoolean();

    @BeforeEach
    void needsMemory() {
        LOGGER.setLevel(Level.OFF);
        assumeTrue(memory != null, "no system calls here");
    }

    @AfterEach
    void logAgain() {
        LOGGER.setLevel(null);
    }

    private static OptionValues options(Mode mode) {
        return PerchConfig.builder().mode(mode).hardLimit(64 * MIB).releaseAfterMillis(100).build().values();
    }

    private static int overflow(int depth) {
        return overflow(depth + 1) + depth;
    }

    /** Memory whose release needs more stack than there is. */
    private OsMemory overflowing() {
        return (OsMemory) Proxy.newProxyInstance(OsMemory.class.getClassLoader(), new Class<?>[] {OsMemory.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("release") && overflows.get()) {
                        overflow(0);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VCPU", "CPU", "NOTIFY", "STRIPED"})
    void memoryGoesBackAfterItOverflowed(Mode mode) throws InterruptedException {
        Engine engine = new Engine(options(mode), NativePlatform.get(), Topology.read(), overflowing());
        overflows.set(true);
        engine.keepUpFor(this);
        engine.blocks().free(engine.blocks().allocate(16 * MIB, 1));
        await(() -> engine.maintenance().contains("StackOverflowError"));
        overflows.set(false);
        await(() -> engine.committed() < MIB);
        assertThat(engine.stats().get(Counter.MAINTENANCE)).isEqualTo(1);
        assertThat(engine.maintenance()).startsWith("by a thread; it failed last with ");
        assertThat(engine.stats().inUse()).isZero();
        engine.close();
        assertThat(engine.stats().get(Counter.RESERVED)).isZero();
    }

    @Test
    void roundsGoOnAtEachDepth() {
        Engine engine = Engine.start(options(Mode.AUTO));
        engine.keepUpFor(this);
        StackDepths.few().each(() -> MaintenanceThread.round(0), () -> {
            engine.blocks().free(engine.blocks().allocate(MIB, 1));
            assertThat(engine.stats().get(Counter.MAINTENANCE)).isEqualTo(1);
            assertThat(engine.maintenance()).startsWith("by a thread");
        });
        assertThat(engine.maintenance()).contains("failed");
        engine.close();
        assertThat(engine.stats().get(Counter.RESERVED)).isZero();
    }
}
