/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.FaultyRuns;
import io.perch.inject.InstrumentedLoader;
import io.perch.inject.Script;
import io.perch.options.Mode;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A heap that is full at each line of the adapter that allocates: see {@link BuffersScript}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapBuffersTest {
    private static final int PLACES = 20;
    private static final InstrumentedLoader LOADER = new InstrumentedLoader();

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "STRIPED"})
    void buffers(Mode mode) throws ReflectiveOperationException {
        Class<?> modes = LOADER.loadClass(Mode.class.getName());
        Constructor<?> constructor = LOADER.loadClass(BuffersScript.class.getName()).getDeclaredConstructor(modes);
        constructor.setAccessible(true);
        Object there = modes.getEnumConstants()[mode.ordinal()];
        int faults = new FaultyRuns(false).run(() -> {
            try {
                return (Script) constructor.newInstance(there);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }).faults();
        assertThat(faults).as(mode.name()).isGreaterThan(mode == Mode.VCPU ? PLACES : 0);
    }
}
