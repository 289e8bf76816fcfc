/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.sizeclass.SizeClasses;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which locks known operations take, one thread alone: exactly those, and the statistics none. */
class LockStatsTest {
    private static final long MIB = 1 << 20;

    private static PerchAllocator quiet() {
        return PerchAllocator.create(PerchConfig.builder().mode(Mode.STRIPED).maintenance(Maintenance.CALLER).hardLimit(64 * MIB)
                .build());
    }

    private static Map<LockKind, Long> taken(PerchAllocator perch, Runnable user) {
        PerchStats before = perch.stats();
        user.run();
        PerchStats after = perch.stats();
        Map<LockKind, Long> taken = new EnumMap<>(LockKind.class);
        for (LockStats lock : after.locks()) {
            LockStats more = lock.since(before.locks().get(lock.kind().ordinal()));
            assertThat(more.contended()).as("one thread alone").isZero();
            if (more.acquisitions() > 0) {
                taken.put(lock.kind(), more.acquisitions());
            }
        }
        long shared = taken.entrySet().stream().filter(lock -> lock.getKey().isShared()).mapToLong(Map.Entry::getValue).sum();
        assertThat(after.get(Counter.SHARED_LOCKS) - before.get(Counter.SHARED_LOCKS)).isEqualTo(shared);
        return taken;
    }

    @Test
    void aFirstBlockGoesThroughAllTiersAndAPairThroughNone() {
        try (PerchAllocator perch = quiet()) {
            assertThat(taken(perch, () -> perch.free(perch.allocate(300)))).containsExactlyInAnyOrderEntriesOf(Map.of(
                    LockKind.TRANSFER_CACHE, 1L, LockKind.CENTRAL_LIST, 1L, LockKind.SPAN_MAP, 1L, LockKind.ARENA, 1L,
                    LockKind.LIMIT, 1L));
            assertThat(taken(perch, () -> {
                for (int i = 0; i < 1000; i++) {
                    perch.free(perch.allocate(300));
                }
            })).isEmpty();
            assertThat(taken(perch, () -> { })).as("statistics alone").isEmpty();
        }
    }

    @Test
    void sizeClassesAreAddedUp() {
        try (PerchAllocator perch = quiet()) {
            int classes = 10;
            assertThat(taken(perch, () -> {
                for (int sizeClass = 0; sizeClass < classes; sizeClass++) {
                    perch.free(perch.allocate(SizeClasses.size(sizeClass)));
                }
            })).containsEntry(LockKind.TRANSFER_CACHE, 10L).containsEntry(LockKind.CENTRAL_LIST, 10L)
                    .containsEntry(LockKind.ARENA, 10L);
        }
    }

    @Test
    void aLargeBlockNeedsTheArenaAndALookAtTheSpanMap() {
        try (PerchAllocator perch = quiet()) {
            perch.free(perch.allocate(3 * MIB));
            assertThat(taken(perch, () -> perch.free(perch.allocate(3 * MIB))))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(LockKind.SPAN_MAP, 1L, LockKind.ARENA, 3L));
        }
    }

    @Test
    void thePageHasARowForEachKindThatWasTaken() {
        try (PerchAllocator perch = quiet()) {
            perch.free(perch.allocate(300));
            assertThat(perch.stats().page().lines()).anyMatch(line -> line.matches("lock +acquisitions +contended +spins"))
                    .anyMatch(line -> line.matches("central list +1 +0 +0")).noneMatch(line -> line.startsWith("emptying"));
        }
    }
}
