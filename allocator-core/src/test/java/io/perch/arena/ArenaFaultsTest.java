/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.arena.FaultyMemory.Call;
import io.perch.options.HugePages;
import io.perch.options.NumaPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two arenas with one limit over a system that refuses one thing and then another, at random, whatever is going on: taking pages,
 * growing in place, giving back, closing. After each step the sums hold, and pages are what was asked for: on their nodes, there,
 * locked; what is not charged has no memory.
 */
class ArenaFaultsTest {
    private static final long MIB = 1 << 20;
    private static final int STEPS = 3000;
    private static final int LONGEST_WEATHER = 100;
    /** All but RESERVE, without which there is no arena, and what arenas do not ask for. */
    private static final Call[] REFUSABLE = {Call.COMMIT, Call.RELEASE, Call.BIND, Call.ADVISE, Call.HUGE, Call.POPULATE, Call.LOCK,
        Call.UNLOCK, Call.UNMAP};

    private final List<List<PageRun>> used = List.of(new ArrayList<>(), new ArrayList<>());
    private final MemoryLimit limit = new MemoryLimit(24 * MIB, 32 * MIB);
    private Random random;
    private PageModel memory;
    private PlacementOptions options;
    private Arena[] arenas;
    private long failures;

    static Stream<Arguments> options() {
        return Stream.of(new PlacementOptions(NumaPolicy.ADVISORY, HugePages.NONE, false, false),
                new PlacementOptions(NumaPolicy.ADVISORY, HugePages.NONE, true, true),
                new PlacementOptions(NumaPolicy.ADVISORY, HugePages.ADVISE, false, true),
                new PlacementOptions(NumaPolicy.ADVISORY, HugePages.EXPLICIT, false, true),
                new PlacementOptions(NumaPolicy.STRICT, HugePages.NONE, false, true),
                new PlacementOptions(NumaPolicy.STRICT, HugePages.EXPLICIT, false, false)).flatMap(each ->
                        Stream.of(1L, 2L).map(seed -> Arguments.of(each, seed)));
    }

    @ParameterizedTest
    @MethodSource("options")
    void whateverIsRefusedNothingIsLost(PlacementOptions wanted, long seed) {
        options = wanted;
        random = new Random(seed);
        memory = new PageModel(random);
        ReservedSpace space = new ReservedSpace(memory, 64 * MIB, placement(0), placement(1));
        arenas = new Arena[] {new Arena(space, 0, limit, PageRun::new), new Arena(space, 1, limit, PageRun::new)};
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(LONGEST_WEATHER / 2) == 0) {
                memory.weather.clear();
                memory.weather.add(REFUSABLE[random.nextInt(REFUSABLE.length)]);
            }
            step(random.nextInt(2));
            check(step);
        }
        assertThat(memory.refused).as("refusals").isPositive();
        assertThat(counted()).as("each is counted").isEqualTo(memory.refused);
        end();
    }

    private Placement placement(int node) {
        return new Placement(memory, options, new int[] {node}, () -> Long.MAX_VALUE);
    }

    private void step(int partition) {
        Arena arena = arenas[partition];
        List<PageRun> runs = used.get(partition);
        int choice = random.nextInt(100);
        if (choice < 45) {
            allocate(partition);
        } else if (choice < 80 && !runs.isEmpty()) {
            arena.free(runs.remove(random.nextInt(runs.size())));
        } else if (choice < 92 && !runs.isEmpty()) {
            PageRun run = runs.get(random.nextInt(runs.size()));
            if (arena.extend(run, run.pages() + 1 + random.nextInt(200))) {
                takenInto(run);
            }
        } else if (choice < 98) {
            arena.tick();
            memory.leastRelease = Long.MAX_VALUE;
            arena.releaseIdle();
            assertThat(memory.leastRelease).as("huge pages stay whole")
                    .isGreaterThanOrEqualTo(options.hugePages() == HugePages.NONE ? 1 : AddressSpace.STEP_BYTES);
        } else {
            releaseWhileTheOtherWantsMemory(partition);
        }
    }

    private void allocate(int partition) {
        PageRun run = arenas[partition].allocate(1 + (random.nextInt(8) == 0 ? random.nextInt(900) : random.nextInt(60)),
                1 << random.nextInt(3));
        if (run == null) {
            failures++;
        } else {
            used.get(partition).add(run);
            takenInto(run);
        }
    }

    /** The limit is hit, or not, in the middle of giving back. */
    private void releaseWhileTheOtherWantsMemory(int partition) {
        memory.duringRelease = () -> {
            memory.duringRelease = () -> { };
            allocate(1 - partition);
        };
        arenas[partition].release();
        memory.duringRelease = () -> { };
    }

    private void takenInto(PageRun run) {
        long address = arenas[0].space().addressOf(run.first());
        if (options.policy() == NumaPolicy.STRICT || options.hugePages() == HugePages.EXPLICIT) {
            assertThat(PageModel.all(memory.resident, address, run.bytes())).as("populated").isTrue();
        }
        memory.touch(address, run.bytes());
    }

    private void check(int step) {
        long charged = 0;
        long asAsked = 0;
        for (int partition = 0; partition < arenas.length; partition++) {
            Arena.Snapshot now = new Arena.Snapshot();
            arenas[partition].snapshot(now);
            for (PageRun run : used.get(partition)) {
                asAsked += isAsAsked(run) ? run.bytes() : 0;
            }
            assertThat(asAsked).as("usable, bound, locked in step %d", step).isEqualTo(charged + now.usedBytes);
            charged += now.usedBytes + now.freeBytes;
            asAsked = charged;
        }
        assertThat(charged).as("step %d", step).isEqualTo(limit.committed()).isLessThanOrEqualTo(limit.hard());
        assertThat(memory.residentBytes()).as("has memory in step %d", step).isLessThanOrEqualTo(charged);
    }

    private boolean isAsAsked(PageRun run) {
        long address = arenas[0].space().addressOf(run.first());
        return PageModel.all(memory.usable, address, run.bytes())
                && PageModel.all(memory.bound, memory.neverBound, address, run.bytes())
                && (!options.lock() || PageModel.all(memory.locked, memory.neverLocked, address, run.bytes()));
    }

    private long counted() {
        long counted = 0;
        for (Arena arena : arenas) {
            Arena.Snapshot now = new Arena.Snapshot();
            arena.snapshot(now);
            counted += now.releaseFailures + now.bindFailures + now.otherRefusals;
        }
        return counted;
    }

    /** Addresses that the system does not take are left without memory, and go the next time. */
    private void end() {
        memory.weather.clear();
        used.get(0).forEach(arenas[0]::free);
        used.get(0).clear();
        failures = 0;
        allocate(0);
        assertThat(failures).as("later calls work").isZero();
        memory.weather.add(Call.UNMAP);
        for (int partition = 0; partition < arenas.length; partition++) {
            arenas[partition].close();
            used.get(partition).forEach(arenas[partition]::free);
        }
        assertThat(limit.committed()).isZero();
        assertThat(memory.residentBytes()).isZero();
        memory.weather.clear();
        for (Arena arena : arenas) {
            arena.close();
            arena.release();
        }
        assertThat(memory.reserved).isZero();
        assertThat(limit.committed()).isZero();
    }
}
