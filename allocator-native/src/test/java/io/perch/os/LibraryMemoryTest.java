/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import io.perch.rseq.NativePlatform;

/** By our own library. */
class LibraryMemoryTest extends LinuxMemoryTest {
    LibraryMemoryTest() {
        super(NativePlatform.get().memory());
    }
}
