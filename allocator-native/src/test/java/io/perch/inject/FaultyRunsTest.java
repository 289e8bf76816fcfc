/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The injector finds a fault that was planted, whatever it is that allocates, and nothing where there is none. */
class FaultyRunsTest {
    private static Supplier<Script> planted(String order) {
        try {
            Class<?> script = new InstrumentedLoader().loadClass("io.perch.planted.PlantedScript");
            return () -> {
                try {
                    return (Script) script.getConstructor(String.class).newInstance(order);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"object", "array", "lambda", "string", "boxed", "grown", "copied", "cloned"})
    void whatChangesBeforeItAllocatesIsFound(String what) {
        assertThatThrownBy(() -> new FaultyRuns(false).run(planted(what))).isInstanceOf(AssertionError.class)
                .hasMessageContaining("heap full at allocation 1").hasMessageContaining("PlantedScript").cause()
                .hasMessageContaining("elements");
    }

    @Test
    void whatAllocatesFirstIsNot() {
        assertThat(new FaultyRuns(false).run(planted("first")).faults()).isEqualTo(2);
    }
}
