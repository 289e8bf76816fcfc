/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.many;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.PerchAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever there are many of is gone in the end. */
class UnitTest {
    @ParameterizedTest
    @EnumSource(value = Unit.class, names = "GIB", mode = EnumSource.Mode.EXCLUDE)
    void whatIsMadeIsEnded(Unit unit) {
        assumeTrue(!unit.id().contains("virtual") || Runtime.version().feature() >= 21, "there are virtual threads");
        try (PerchAllocator allocator = PerchAllocator.create()) {
            unit.make(allocator, 3).run();
            assertThat(allocator.stats().inUse()).isZero();
            assertThat(unit.most()).isGreaterThanOrEqualTo(1000);
        }
    }
}
