/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.StackDepths;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A question for stack passes only where as much is left as it promises, be it interpreted or compiled. */
class SpareStackTest {
    /** After so many calls each compiler has been there. */
    private static final int CALLS = 50_000;
    /** What is needed is known to a frame. */
    private static final int FRAME = 512;

    /** A question, and KiB that it promises. */
    enum Question {
        REQUIRE(12, SpareStack::require), MORE(16, SpareStack::requireMore), MOST(20, SpareStack::requireMost),
        MUCH(85, SpareStack::requireMuch);

        private final int kib;
        private final Runnable ask;

        Question(int kib, Runnable ask) {
            this.kib = kib;
            this.ask = ask;
        }
    }

    private void assertThatItIsKept(Question question) {
        int promised = question.kib << 10;
        assertThat(StackDepths.bytesNeededBy(question.ask)).isBetween(promised - FRAME, 2 * promised);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftIsAsMuchAsWasAskedFor(Question question) {
        assertThatItIsKept(question);
        for (int i = 0; i < CALLS; i++) {
            question.ask.run();
        }
        assertThatItIsKept(question);
    }
}
