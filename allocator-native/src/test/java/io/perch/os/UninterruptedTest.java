/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.Test;

/** An interrupt before, in the middle, or not at all. */
class UninterruptedTest {
    private int runs;

    @Test
    void anInterruptInTheMiddleStartsItAgainAndIsKept() throws IOException {
        assertThat(Uninterrupted.run(() -> {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            runs++;
            if (runs == 1) {
                Thread.currentThread().interrupt();
                throw new IOException("closed", new ClosedByInterruptException());
            }
            return "whole";
        })).isEqualTo("whole");
        assertThat(runs).isEqualTo(2);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatFailsWithoutAnInterruptHasFailed() {
        assertThatThrownBy(() -> Uninterrupted.run(() -> {
            runs++;
            throw new IOException("full");
        })).hasMessage("full");
        assertThat(runs).isEqualTo(1);
        assertThat(Thread.interrupted()).isFalse();
    }
}
