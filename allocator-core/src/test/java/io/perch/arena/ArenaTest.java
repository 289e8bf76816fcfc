/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.HugePages;
import io.perch.options.NumaPolicy;
import io.perch.sizeclass.SizeClasses;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arena against a model: one bit a page. */
class ArenaTest {
    private static final int MIB = 1 << 20;
    private static final int PAGES_PER_MIB = MIB / SizeClasses.PAGE_SIZE;

    private final FakeMemory memory = new FakeMemory(4096);
    private final MemoryLimit limit = new MemoryLimit(64 * MIB, 64 * MIB);
    private final Arena arena = new Arena(new ReservedSpace(memory, 128 * MIB), limit);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void runsNeverOverlapAndAllPagesAddUp(long seed) {
        Random random = new Random(seed);
        BitSet used = new BitSet();
        List<PageRun> runs = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(100);
            if (choice < 55) {
                int pages = 1 + (random.nextInt(10) == 0 ? random.nextInt(600) : random.nextInt(40));
                int alignment = 1 << (random.nextInt(4) == 0 ? random.nextInt(6) : 0);
                PageRun run = arena.allocate(pages, alignment);
                if (run != null) {
                    assertThat(run.pages()).isEqualTo(pages);
                    assertThat(arena.space().addressOf(run.first()) % ((long) alignment * SizeClasses.PAGE_SIZE)).isZero();
                    assertThat(used.get(run.first(), run.first() + pages).isEmpty()).as("seed %d, step %d", seed, step).isTrue();
                    used.set(run.first(), run.first() + pages);
                    runs.add(run);
                }
            } else if (choice < 99 && !runs.isEmpty()) {
                PageRun run = runs.remove(random.nextInt(runs.size()));
                used.clear(run.first(), run.first() + run.pages());
                arena.free(run);
            } else if (random.nextBoolean()) {
                arena.release();
            } else {
                arena.tick();
                arena.releaseIdle();
            }
            Arena.Snapshot now = new Arena.Snapshot();
            arena.snapshot(now);
            assertThat(now.usedBytes).isEqualTo((long) used.cardinality() * SizeClasses.PAGE_SIZE);
            assertThat(now.usedBytes + now.freeBytes).isEqualTo(limit.committed());
            assertThat(limit.committed()).isLessThanOrEqualTo(64 * MIB);
        }
        runs.forEach(arena::free);
        arena.release();
        assertThat(limit.committed()).isZero();
        // All neighbours have merged: the largest possible run can be had.
        assertThat(arena.allocate(64 * PAGES_PER_MIB, 1)).isNotNull();
    }

    @Test
    void refusesBeyondTheLimitAndRecovers() {
        PageRun run = arena.allocate(60 * PAGES_PER_MIB, 1);
        assertThat(arena.allocate(5 * PAGES_PER_MIB, 1)).isNull();
        assertThat(arena.refusal()).contains("limit").contains("" + 64 * MIB);
        assertThat(arena.allocate(4 * PAGES_PER_MIB, 1)).isNotNull();
        arena.free(run);
        assertThat(arena.allocate(60 * PAGES_PER_MIB, 1)).isNotNull();
    }

    @Test
    void freePagesAreReleasedWhenOnlyThatMakesRoomUnderTheLimit() {
        List<PageRun> runs = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            runs.add(arena.allocate(2 * PAGES_PER_MIB, 1));
        }
        for (int i = 0; i < 32; i += 2) {
            arena.free(runs.get(i));
        }
        // 32 MiB are free, but no 3 MiB follow each other: new pages are needed, and old ones have to go first.
        assertThat(arena.allocate(3 * PAGES_PER_MIB, 1)).isNotNull();
        assertThat(limit.committed()).isLessThanOrEqualTo(64 * MIB);
    }

    @Test
    void aboveTheSoftLimitFreePagesGoBackFirst() {
        MemoryLimit soft = new MemoryLimit(8 * MIB, 64 * MIB);
        Arena other = new Arena(new ReservedSpace(memory, 128 * MIB), soft);
        PageRun first = other.allocate(6 * PAGES_PER_MIB, 1);
        PageRun wall = other.allocate(1, 1);
        other.free(first);
        PageRun large = other.allocate(7 * PAGES_PER_MIB, 1);
        assertThat(large).isNotNull();
        assertThat(wall).isNotNull();
        assertThat(soft.committed()).as("the first run was released before the larger one was committed")
                .isLessThanOrEqualTo(10 * MIB);
    }

    private void ticks(Arena of, int count) {
        for (int i = 0; i < count; i++) {
            of.tick();
        }
    }

    @Test
    void pagesBeyondTheRiseOfTheLastTenTicksGoAlongACurve() {
        PageRun first = arena.allocate(1000, 1);
        PageRun wall = arena.allocate(1, 1);
        ticks(arena, 10);
        arena.free(first);
        long free = limit.committed() - SizeClasses.PAGE_SIZE;
        PageRun again = arena.allocate(600, 1);
        arena.free(again);
        long idle = free - 600L * SizeClasses.PAGE_SIZE;
        assertThat(arena.releaseIdle()).as("three quarters of what was not used")
                .isBetween(idle / 4 * 3 - 8 * SizeClasses.PAGE_SIZE, idle / 4 * 3);
        for (int i = 0; i < 48; i++) {
            arena.tick();
            arena.releaseIdle();
        }
        assertThat(limit.committed()).as("all of it after a while").isEqualTo(SizeClasses.PAGE_SIZE);
        arena.free(wall);
    }

    @Test
    void aLittleBesideWhatIsUsedStaysFree() {
        PageRun used = arena.allocate(1280, 1);
        PageRun freed = arena.allocate(100, 1);
        PageRun wall = arena.allocate(1, 1);
        arena.free(freed);
        for (int i = 0; i < 64; i++) {
            arena.tick();
            arena.releaseIdle();
        }
        assertThat(limit.committed()).as("1281 used pages, and 10").isEqualTo(1291L * SizeClasses.PAGE_SIZE);
        arena.free(used);
        arena.free(wall);
        for (int i = 0; i < 64; i++) {
            arena.tick();
            arena.releaseIdle();
        }
        assertThat(limit.committed()).as("when nothing is used").isZero();
    }

    @Test
    void freePagesGoBackBeforeOthersAreCommittedBesideThem() {
        List<PageRun> runs = new ArrayList<>();
        for (int i = 0; i < 60 * PAGES_PER_MIB / 8; i++) {
            runs.add(arena.allocate(8, 1));
        }
        // Every other run is free, and too short for what comes: 30 MiB are used, 30 are free.
        for (int i = 0; i < runs.size(); i += 2) {
            arena.free(runs.get(i));
        }
        ticks(arena, 40);
        for (int i = 0; i < 20; i++) {
            assertThat(arena.allocate(PAGES_PER_MIB, 1)).isNotNull();
            Arena.Snapshot now = new Arena.Snapshot();
            arena.snapshot(now);
            assertThat(limit.committed()).as("an eighth and 4 MiB more than what is used")
                    .isLessThanOrEqualTo(now.usedBytes + now.usedBytes / 8 + 6 * MIB);
        }
    }

    @Test
    void aRunGrowsInPlaceIntoFreeReleasedAndNewPages() {
        PageRun run = arena.allocate(10, 1);
        PageRun behind = arena.allocate(20, 1);
        PageRun wall = arena.allocate(5, 1);
        assertThat(arena.extend(run, 20)).as("what is behind is used").isFalse();
        arena.free(behind);
        assertThat(arena.extend(run, 20)).isTrue();
        assertThat(run.pages()).isEqualTo(20);
        arena.release();
        assertThat(arena.extend(run, 30)).isTrue();
        assertThat(arena.extend(run, 31)).isFalse();
        int least = wall.first();
        assertThat(arena.extend(wall, 3000)).as("beyond the frontier").isTrue();
        assertThat(wall.first()).isEqualTo(least);
        Arena.Snapshot now = new Arena.Snapshot();
        arena.snapshot(now);
        assertThat(now.usedBytes).isEqualTo(3030L * SizeClasses.PAGE_SIZE);
        assertThat(now.usedBytes + now.freeBytes).isEqualTo(limit.committed());
        assertThat(arena.extend(wall, 64 * PAGES_PER_MIB)).as("beyond the limit").isFalse();
        arena.free(run);
        arena.free(wall);
        arena.release();
        assertThat(limit.committed()).isZero();
        assertThat(arena.allocate(64 * PAGES_PER_MIB, 1)).isNotNull();
    }

    @Test
    void aFullJavaHeapChangesNothing() {
        int[] left = {5};
        Arena poor = new Arena(new ReservedSpace(memory, 128 * MIB), 0, limit, () -> {
            if (left[0]-- <= 0) {
                throw new OutOfMemoryError("a test's");
            }
            return new PageRun();
        });
        List<PageRun> runs = new ArrayList<>();
        Random random = new Random(17);
        int failures = 0;
        for (int step = 0; step < 5000; step++) {
            if (step % 7 == 0) {
                left[0] = random.nextInt(3);
            }
            try {
                if (random.nextInt(100) < 55) {
                    PageRun run = poor.allocate(1 + random.nextInt(50), 1 << random.nextInt(3));
                    if (run != null) {
                        runs.add(run);
                    }
                } else if (!runs.isEmpty() && random.nextInt(10) > 0) {
                    poor.free(runs.remove(random.nextInt(runs.size())));
                } else {
                    poor.release();
                }
            } catch (OutOfMemoryError expected) {
                failures++;
            }
            Arena.Snapshot now = new Arena.Snapshot();
            poor.snapshot(now);
            assertThat(now.usedBytes).as("step %d", step)
                    .isEqualTo(runs.stream().mapToLong(PageRun::bytes).sum());
            assertThat(now.usedBytes + now.freeBytes).isEqualTo(limit.committed());
        }
        assertThat(failures).isPositive();
        left[0] = 1000;
        runs.forEach(poor::free);
        poor.release();
        assertThat(limit.committed()).isZero();
        assertThat(poor.allocate(64 * PAGES_PER_MIB, 1)).isNotNull();
    }

    private Arena arenaOfHugePages() {
        PlacementOptions options = new PlacementOptions(NumaPolicy.NONE, HugePages.ADVISE, false, false);
        Placement[] placements = {new Placement(memory, options, new int[] {0}, () -> Long.MAX_VALUE),
            new Placement(memory, options, new int[] {1}, () -> Long.MAX_VALUE)};
        ReservedSpace space = new ReservedSpace(memory, 64 * MIB, placements);
        assertThat(space.addressOf(space.partPages()) % AddressSpace.GRANULE).as("no huge page is of two nodes").isZero();
        return new Arena(space, 1, limit, PageRun::new);
    }

    /** Single pages that fill some huge pages, in order. */
    private static List<PageRun> fill(Arena huge, int hugePages) {
        List<PageRun> pages = new ArrayList<>();
        for (int i = 0; i < hugePages * HugePageUse.PAGES; i++) {
            pages.add(huge.allocate(1, 1));
        }
        pages.sort(Comparator.comparingInt(PageRun::first));
        return pages;
    }

    @Test
    void theFullestHugePageIsFilledFirst() {
        Arena huge = arenaOfHugePages();
        List<PageRun> pages = fill(huge, 4);
        int start = pages.get(0).first();
        int[] holes = {30, 10, 0, 20};
        for (int page = 0; page < holes.length; page++) {
            for (int i = 0; i < holes[page]; i++) {
                huge.free(pages.get(page * HugePageUse.PAGES + 2 * i));
            }
        }
        List<Integer> filled = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            filled.add((huge.allocate(1, 1).first() - start) / HugePageUse.PAGES);
        }
        assertThat(filled.subList(0, 10)).containsOnly(1);
        assertThat(filled.subList(10, 30)).containsOnly(3);
        assertThat(filled.subList(30, 60)).containsOnly(0);
    }

    @Test
    void onlyWholeHugePagesAreReleasedAsIdle() {
        Arena huge = arenaOfHugePages();
        List<PageRun> pages = fill(huge, 4);
        for (int i = 0; i < pages.size(); i++) {
            if (i / HugePageUse.PAGES == 2 || i % HugePageUse.PAGES != 7) {
                huge.free(pages.get(i));
            }
        }
        ticks(huge, 10);
        assertThat(huge.releaseIdle()).isEqualTo(AddressSpace.STEP_BYTES);
        assertThat(huge.release()).as("asked for, the rest goes too")
                .isEqualTo(3L * (HugePageUse.PAGES - 1) * SizeClasses.PAGE_SIZE);
    }

    @Test
    void aRefusedCommitChangesNothing() {
        memory.refuseCommit = true;
        assertThat(arena.allocate(1, 1)).isNull();
        assertThat(arena.refusal()).contains("errno 12");
        assertThat(limit.committed()).isZero();
        memory.refuseCommit = false;
        assertThat(arena.allocate(1, 1)).isNotNull();
    }

    @Test
    void aRefusedReleaseKeepsThePagesAndIsCounted() {
        arena.free(arena.allocate(10, 1));
        memory.refuseRelease = true;
        assertThat(arena.release()).isZero();
        Arena.Snapshot now = new Arena.Snapshot();
        arena.snapshot(now);
        assertThat(now.releaseFailures).isEqualTo(1);
        assertThat(now.freeBytes).isEqualTo(limit.committed()).isPositive();
        assertThat(arena.allocate(10, 1)).isNotNull();
    }

    @Test
    void pagesOfTheSystemMayBeLargerThanOurs() {
        FakeMemory large = new FakeMemory(64 << 10);
        MemoryLimit own = new MemoryLimit(64 * MIB, 64 * MIB);
        Arena other = new Arena(new ReservedSpace(large, 128 * MIB), own);
        PageRun odd = other.allocate(3, 1);
        PageRun rest = other.allocate(9, 1);
        other.free(rest);
        other.release();
        assertThat(odd).isNotNull();
        Arena.Snapshot now = new Arena.Snapshot();
        other.snapshot(now);
        assertThat(now.usedBytes + now.freeBytes).isEqualTo(own.committed());
    }

    @Test
    void unmapsWhenClosedAndEmpty() {
        PageRun run = arena.allocate(3, 1);
        arena.close();
        assertThat(memory.reserved).isPositive();
        assertThat(arena.allocate(1, 1)).isNull();
        arena.free(run);
        assertThat(memory.reserved).isZero();
        assertThat(limit.committed()).isZero();
    }
}
