/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same from the jars, on each JDK. */
class OwnerAwareLockIT extends OwnerAwareLockTest {
    @Test
    void runsFromTheJar() {
        assertThat(OwnerAwareLock.class.getProtectionDomain().getCodeSource().getLocation().getPath()).endsWith(".jar");
    }
}
