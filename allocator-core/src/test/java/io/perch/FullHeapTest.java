/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.AllocationSites;
import io.perch.inject.Faults;
import io.perch.inject.FaultyRuns;
import io.perch.inject.InstrumentedLoader;
import io.perch.inject.Script;
import java.lang.reflect.Constructor;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A heap that is full at each line that allocates, in each kind of allocator: see {@link Script}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapTest {
    private static final InstrumentedLoader LOADER = new InstrumentedLoader();
    private static int runs;

    /** Makes a script of the rewritten classes. */
    private static Supplier<Script> scripts(Class<? extends Script> script, AllocatorKind kind) {
        try {
            Class<?> kinds = LOADER.loadClass(AllocatorKind.class.getName());
            Constructor<?> constructor = LOADER.loadClass(script.getName()).getDeclaredConstructor(kinds);
            constructor.setAccessible(true);
            Object there = kinds.getEnumConstants()[kind.ordinal()];
            return () -> {
                try {
                    return (Script) constructor.newInstance(there);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Class<? extends Script> script, AllocatorKind kind) {
        runs += new FaultyRuns(false).run(scripts(script, kind)).runs();
    }

    @AfterAll
    static void tell() {
        assertThat(Faults.sitesThatThrew()).as("sites that threw").isGreaterThan(150);
        System.out.printf("full heap: %d sites of %d threw, %d times in all%n", Faults.sitesThatThrew(), AllocationSites.count(),
                runs);
    }

    @ParameterizedTest
    @EnumSource
    void everyCall(AllocatorKind kind) {
        run(EveryCallScript.class, kind);
    }
}
