/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.CounterCalls;
import io.perch.rseq.call.SlabCalls;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The numbers in perch_layout.h, read back from the library, against those in Java. */
class LayoutTest {
    private final Function constant = NativeLibrary.getInstance(Path.of(System.getProperty("basedir"),
            "target/classes/META-INF/native/linux-" + NativePlatform.get().arch() + "/libperch.so").toString())
            .getFunction("perch_constant");

    private long constant(String name) {
        return constant.invokeLong(new Object[] {name});
    }

    private void assertEveryConstant(Class<?> type, int expected) throws IllegalAccessException {
        int seen = 0;
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
                assertThat(constant(field.getName())).as(field.getName()).isEqualTo(field.getInt(null));
                seen++;
            }
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void theLibraryHasEveryNumberOfTheLayout() throws IllegalAccessException {
        assertEveryConstant(SlabLayout.class, 19);
    }

    @Test
    void theLibraryHasEveryResultCode() throws IllegalAccessException {
        assertEveryConstant(SlabCalls.class, 5);
    }

    @Test
    void theLibraryHasTheDistanceOfCells() throws IllegalAccessException {
        assertEveryConstant(CounterCalls.class, 1);
    }

    @Test
    void theLibraryDoesNotInventNumbers() {
        assertThat(constant("NO_SUCH_NAME")).isEqualTo(Long.MIN_VALUE);
    }
}
