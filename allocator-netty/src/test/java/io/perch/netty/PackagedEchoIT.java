/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import org.junit.jupiter.api.Test;

/** The echo of {@link EchoTest} as users run it: from the jars, with the binding of the JDK. */
class PackagedEchoIT extends EchoTest {
    @Test
    void runsFromTheJars() {
        assertThat(location(PerchByteBufAllocator.class)).endsWith(".jar");
        assertThat(location(PerchAllocator.class)).endsWith(".jar");
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("perch.test.java"));
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
