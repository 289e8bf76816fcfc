/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

/** By JNA, for where our own library cannot be loaded. */
class JnaMemoryTest extends LinuxMemoryTest {
    JnaMemoryTest() {
        super(new LinuxMemory(JnaCalls.open()));
    }
}
