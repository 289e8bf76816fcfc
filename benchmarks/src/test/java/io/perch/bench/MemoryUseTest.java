/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.perch.PerchAllocator;
import io.perch.stats.Counter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a measuring process reports about its memory. */
class MemoryUseTest {
    private static final int SIZE = 64 << 10;

    @Test
    void thePartsOfPerchAddUpToWhatIsCommitted() {
        try (PerchAllocator perch = PerchAllocator.create()) {
            MemoryUse.watch(perch);
            long block = perch.allocate(SIZE);
            Map<String, Long> memory = MemoryUse.now();
            perch.free(block);
            assertThat(memory).containsEntry("in use", (long) SIZE).containsKey("released");
            assertThat(Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART)
                    .mapToLong(counter -> memory.get(counter.label())).sum()).isEqualTo(memory.get(MemoryUse.COMMITTED));
            assertThat(memory.get(MemoryUse.RESIDENT)).isGreaterThan(SIZE);
        }
    }

    @Test
    void ofAnotherAllocatorThereIsWhatItTells() {
        PooledByteBufAllocator pooled = new PooledByteBufAllocator(true);
        MemoryUse.watch(pooled.metric());
        pooled.directBuffer(SIZE).release();
        assertThat(MemoryUse.now()).containsOnlyKeys(MemoryUse.RESIDENT, MemoryUse.COMMITTED)
                .hasEntrySatisfying(MemoryUse.COMMITTED, bytes -> assertThat(bytes).isGreaterThan(SIZE));
    }

    @Test
    void isWrittenAsJson() {
        assertThat(MemoryUse.json(Map.of("free pages", 4096L))).isEqualTo("{\"free pages\": 4096}");
    }
}
