/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.sizeclass.SizeClasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The buffers by which blocks are shown, where they end and begin. */
class WindowTest {
    private static final int GIB_PAGES = 1 << 30 - SizeClasses.PAGE_SHIFT;
    private static final int PAGES = 3 * GIB_PAGES;
    /** Those of the longest span of a size class, and more. */
    private static final int RUN = 64;

    private ReservedSpace space;

    @BeforeEach
    void reserve() {
        OsMemory memory = NativePlatform.get().memory();
        assumeTrue(memory != null, "no system calls here");
        space = new ReservedSpace(memory, (long) PAGES << SizeClasses.PAGE_SHIFT);
    }

    @AfterEach
    void giveUp() {
        if (space != null) {
            space.discard();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, GIB_PAGES - 1, GIB_PAGES, GIB_PAGES + 1, 2 * GIB_PAGES - RUN, 2 * GIB_PAGES - 1, PAGES - RUN})
    void showsAllBytesOfARunThatBeginsThere(int first) {
        space.commit(first, RUN);
        int begin = space.offsetInWindow(first);
        int length = RUN << SizeClasses.PAGE_SHIFT;
        for (int i : new int[] {0, SizeClasses.PAGE_SIZE, length - 1}) {
            space.window(first).put(begin + i, (byte) (i + 7));
            assertThat(space.view(space.addressOf(first) + i, 1).get(0)).as("byte %d", i).isEqualTo((byte) (i + 7));
            assertThat(space.view(space.addressOf(first), length).get(i)).as("byte %d", i).isEqualTo((byte) (i + 7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, GIB_PAGES + 5})
    void isOneObjectForAllPagesOfAGibibyte(int page) {
        assertThat(space.window(page)).isSameAs(space.window(page + 1000)).isNotSameAs(space.window(page + GIB_PAGES));
    }
}
