/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sizeclass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two rules of {@link SizeClasses}, checked for every request, and the table that follows from them, printed. */
class SizeClassesTest {
    @Test
    void everyRequestGetsTheSmallestClassThatFits() {
        for (int size = 1; size <= SizeClasses.MAX_SIZE; size++) {
            int sizeClass = SizeClasses.classOf(size);
            assertThat(SizeClasses.size(sizeClass)).isGreaterThanOrEqualTo(size);
            if (sizeClass > 0) {
                assertThat(SizeClasses.size(sizeClass - 1)).isLessThan(size);
            }
        }
    }

    @Test
    void wastesLessThanAnEighthBeyondAlignment() {
        for (int size = 1; size <= SizeClasses.MAX_SIZE; size++) {
            int block = SizeClasses.size(SizeClasses.classOf(size));
            int aligned = size + SizeClasses.ALIGNMENT - 1 & -SizeClasses.ALIGNMENT;
            assertThat((double) (block - aligned) / block).as("request of %d bytes", size).isLessThan(0.125);
            if (size > 512) {
                assertThat((double) (block - size) / block).as("request of %d bytes", size).isLessThan(0.125);
            }
        }
    }

    /** An Ethernet frame, 8 KiB with a frame's header, a TLS record with its header, and the read size of many servers. */
    @ParameterizedTest
    @ValueSource(ints = {1500, 8192 + 64, 16_384 + 5, 16_384 + 255, 65_536})
    void whatServersAskForFits(int size) {
        int block = SizeClasses.size(SizeClasses.classOf(size));
        assertThat((double) (block - size) / block).isLessThan(0.06);
    }

    @Test
    void printsTheTable() {
        StringBuilder table = new StringBuilder(String.format("%5s %8s %8s %6s %7s %6s %6s%n",
                "class", "size", "span", "blocks", "tail %", "batch", "waste %"));
        double worst = 0;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            int size = SizeClasses.size(sizeClass);
            int span = SizeClasses.spanPages(sizeClass) * SizeClasses.PAGE_SIZE;
            int tail = span % size;
            int smallestRequest = sizeClass == 0 ? 1 : SizeClasses.size(sizeClass - 1) + 1;
            double waste = 100.0 * (size - smallestRequest) / size;
            table.append(String.format("%5d %8d %8d %6d %7.1f %6d %6.1f%n", sizeClass, size, span,
                    SizeClasses.spanBlocks(sizeClass), 100.0 * tail / span, SizeClasses.batch(sizeClass), waste));
            worst = size > 512 ? Math.max(worst, waste) : worst;
            assertThat(16L * tail).as("tail of class %d", sizeClass).isLessThanOrEqualTo(span);
            assertThat(SizeClasses.spanBlocks(sizeClass)).isBetween(1, SizeClasses.MOST_SPAN_BLOCKS);
            assertThat(SizeClasses.batch(sizeClass)).isBetween(2, 32);
        }
        System.out.println(table);
        assertThat(SizeClasses.COUNT).isLessThan(1 << 7);
        assertThat(worst).isBetween(10.0, 12.5);
    }

    @Test
    void sizesAreAlignedAscendingAndEndAtTheMaximum() {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            assertThat(SizeClasses.size(sizeClass) % SizeClasses.ALIGNMENT).isZero();
            if (sizeClass > 0) {
                assertThat(SizeClasses.size(sizeClass)).isGreaterThan(SizeClasses.size(sizeClass - 1));
            }
        }
        assertThat(SizeClasses.size(0)).isEqualTo(64);
        assertThat(SizeClasses.size(SizeClasses.COUNT - 1)).isEqualTo(SizeClasses.MAX_SIZE);
    }

    @Test
    void alignedRequestsGetBlocksWhoseSizeIsAMultipleOfTheAlignment() {
        for (int alignment = 1; alignment <= SizeClasses.PAGE_SIZE; alignment <<= 1) {
            for (int size = 1; size <= SizeClasses.MAX_SIZE; size += 61) {
                int sizeClass = SizeClasses.classOf(size, alignment);
                assertThat(SizeClasses.size(sizeClass)).isGreaterThanOrEqualTo(size);
                assertThat(SizeClasses.size(sizeClass) % alignment).isZero();
            }
        }
    }
}
