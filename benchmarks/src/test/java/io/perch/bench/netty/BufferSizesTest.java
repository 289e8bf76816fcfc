/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.sizeclass.SizeClasses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Perch's size classes waste of the memory that servers ask for. */
class BufferSizesTest {
    @ParameterizedTest
    @EnumSource
    void blocksAreAtMostSixPercentLargerThanWhatIsAskedFor(BufferSizes sizes) {
        long asked = 0;
        long given = 0;
        for (int size : sizes.draw()) {
            asked += size;
            given += SizeClasses.size(SizeClasses.classOf(size));
        }
        assertThat((double) (given - asked) / given).isBetween(0.0, 0.06);
    }
}
