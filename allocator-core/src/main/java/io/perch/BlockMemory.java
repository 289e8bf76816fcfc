/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.Engine;

/**
 * What a {@link PerchAllocator} has only on JDK 22 and later, where this class is replaced by one with {@code segment(address)}.
 */
abstract class BlockMemory extends BlockFacts {
    BlockMemory(Engine engine) {
        super(engine);
    }
}
