/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums of {@code bench pool}, and its pools. */
class PoolRatiosTest {
    @Test
    void ratiosAreToTheBestPeer() {
        List<PairResult> results = PoolRow.all().stream().map(row -> new PairResult(row, switch (row.name()) {
            case "allocate", "perch-unchecked-same-thread" -> 8;
            case "perch-same-thread" -> 12;
            case "jctools-mpmc-same-thread" -> 6;
            case "perch-on-every-cpu" -> 24;
            case "perch-across-threads" -> 10;
            case "netty-adaptive-across-threads" -> 40;
            default -> 60;
        }, 0, row.name().equals("perch-across-threads") ? 0.5 : 0.25, Map.of(), new double[0])).toList();
        PoolRatios ratios = PoolRatios.of(results);
        assertThat(ratios).isEqualTo(new PoolRatios(1.5, 2, 0.25, 0.5, 1.5, 5, 2, 1, 1));
        assertThat(ratios.named()).containsEntry("acquireToAllocate", 1.5).containsEntry("acrossThreadsToBestPool", 0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"perch", "perch-unchecked", "perch-quota", "netty-pooled", "netty-adaptive", "thread-local-deque",
        "jctools-mpmc"})
    void everyPoolGivesWhatWasReleased(String name) {
        PoolUnderTest pool = PoolUnderTest.of(name);
        for (int i = 0; i < 10_000; i++) {
            Object buffer = pool.acquire(PoolRow.SIZE);
            assertThat(buffer).isNotNull();
            pool.release(buffer);
        }
    }

    @Test
    void anUnknownPoolIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> PoolUnderTest.of("puddle")).withMessageContaining("puddle");
    }
}
