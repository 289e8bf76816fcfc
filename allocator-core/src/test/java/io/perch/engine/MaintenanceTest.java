/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.options.Maintenance;
import io.perch.options.MemoryPolicy;
import io.perch.options.Mode;
import io.perch.options.Option;
import io.perch.options.OptionValues;
import io.perch.os.OsMemory;
import io.perch.os.ProcessMemory;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.slab.RseqSlabs;
import io.perch.slab.StripedSlabs;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MaintenanceRound by a clock that the test moves, and by the real thread. */
class MaintenanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1 << 20;

    private final OptionValues options = PerchConfig.builder().hardLimit(64 * MIB).softLimit(64 * MIB).slabBytes(MIB).build()
            .values();
    private final BackEnd back = new BackEnd(options, new FakeMemory(4096),
            NumaChoice.of(options, NativePlatform.get(), Topology.read()), Topology.read(), () -> 0);
    private FrontEnd slabs;

    private void use(Mode mode) {
        NativePlatform platform = NativePlatform.get();
        if (mode == Mode.STRIPED) {
            slabs = new StripedSlabs(2, MIB, back.transfer[0]);
        } else {
            IndexMode index = IndexMode.valueOf(mode.name());
            assumeTrue(platform.supports(index), () -> platform.reason(index));
            int nodes = Topology.read().possibleNodes(SlabLayout.MAX_NODES);
            slabs = new RseqSlabs(platform, index, nodes, back.limit, MIB, back.transfer[0]);
        }
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            long[] blocks = new long[40];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = slabs.refill(sizeClass);
            }
            for (long block : blocks) {
                // 64 MiB do not hold the largest as often, beside what the others have left.
                if (block != 0) {
                    slabs.give(sizeClass, block);
                }
            }
        }
    }

    private PerchStats stats() {
        return new Snapshot(slabs, back, new SlowPath(slabs, back, false, null), new PoolList(), null, 0).take();
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "CPU", "NOTIFY", "STRIPED"})
    void afterSecondsOfIdlenessNothingIsCachedAndThenNothingCommitted(Mode mode) {
        use(mode);
        long peak = stats().cached();
        assertThat(peak).isGreaterThan(MIB);
        MaintenanceRound maintenance = new MaintenanceRound(options, slabs, back, 0);
        int done = 0;
        for (int tick = 1; tick <= 16; tick++) {
            done += maintenance.doWork(tick * SECOND / 4);
        }
        assertThat(done).isPositive();
        assertThat(stats().cached()).isZero();
        for (int tick = 17; tick <= 48; tick++) {
            maintenance.doWork(tick * SECOND / 4);
        }
        assertThat(stats().committed()).as("all pages are back at the system").isEqualTo(stats().metadata());
    }

    /** Each setting does what its word says, by the clock of the test. */
    @ParameterizedTest
    @CsvSource({"SMALL, 500", "DEFAULT, 2000"})
    void memoryGoesBackInTheTimeThatIsSet(MemoryPolicy memory, long after) {
        OptionValues values = PerchConfig.builder().hardLimit(64 * MIB).memory(memory).build().values();
        assertThat(values.number(Option.RELEASE_AFTER)).isEqualTo(after);
        slabs = new StripedSlabs(2, MIB, back.transfer[0]);
        Arena arena = back.arenas[0];
        arena.free(arena.allocate((int) (16 * MIB >> SizeClasses.PAGE_SHIFT), 1));
        long peak = back.limit.committed();
        MaintenanceRound maintenance = new MaintenanceRound(values, slabs, back, 0);
        work(maintenance, 0, after / 10);
        assertThat(back.limit.committed()).as("a tenth of the time").isBetween(peak / 2, peak - 1);
        work(maintenance, after / 10, after / 4);
        assertThat(back.limit.committed()).as("a quarter of the time").isBetween(peak / 8, peak / 2);
        work(maintenance, after / 4, after + after / 10);
        assertThat(back.limit.committed()).as("all of the time").isLessThan(peak / 8);
        work(maintenance, after + after / 10, 3 * after / 2);
        assertThat(stats().committed()).as("in the end").isEqualTo(stats().metadata());
    }

    private static void work(MaintenanceRound maintenance, long from, long to) {
        for (long time = from + 1; time < to; time++) {
            maintenance.doWork(time * SECOND / 1000);
        }
    }

    @Test
    void whatIsKeptStaysUntilItIsTrimmed() {
        PerchConfig config = PerchConfig.builder().hardLimit(64 * MIB).memory(MemoryPolicy.KEEP).releaseAfterMillis(Option.NEVER)
                .maintenance(Maintenance.CALLER).build();
        try (PerchAllocator perch = PerchAllocator.create(config)) {
            for (int round = 0; round < 2; round++) {
                perch.free(perch.allocate(16 * MIB));
                perch.free(perch.allocate(300));
                PerchStats before = perch.stats();
                assertThat(perch.doWork()).isZero();
                perch.free(perch.allocate(20 * MIB));
                assertThat(perch.stats().committed()).as("no page goes to make room").isGreaterThanOrEqualTo(before.committed());
                assertThat(perch.stats().get(Counter.RELEASED_SO_FAR)).isEqualTo(before.get(Counter.RELEASED_SO_FAR));
                assertThat(perch.stats().cached()).isGreaterThanOrEqualTo(before.cached());
                assertThat(perch.trim()).isGreaterThan(16 * MIB);
            }
        }
    }

    /** Where memory is real: what the process has, by the kernel's word, goes down with what is committed. */
    @Test
    void atLeast95PercentOfAPeakOfOneGibibyteGoBackOnceItHasDecayed() {
        OsMemory memory = NativePlatform.get().memory();
        assumeTrue(memory != null, "no system calls here");
        OptionValues large = PerchConfig.builder().hardLimit(2048 * MIB).softLimit(2048 * MIB).build().values();
        BackEnd real = new BackEnd(large, memory, NumaChoice.of(large, NativePlatform.get(), Topology.read()), Topology.read(),
                () -> 0);
        StripedSlabs stripes = new StripedSlabs(2, MIB, real.transfer[0]);
        long before = ProcessMemory.anonymousBytes();
        Map<Long, Integer> blocks = new HashMap<>();
        for (long bytes = 0; bytes < 1024 * MIB;) {
            int sizeClass = SizeClasses.COUNT - 1 - blocks.size() % 20;
            long block = stripes.take(sizeClass);
            for (int offset = 0; offset < SizeClasses.size(sizeClass); offset += 4096) {
                memory.view(block + offset, 1).put(0, (byte) 1);
            }
            blocks.put(block, sizeClass);
            bytes += SizeClasses.size(sizeClass);
        }
        long peak = real.limit.committed();
        long residentPeak = ProcessMemory.anonymousBytes() - before;
        assertThat(residentPeak).isGreaterThan(1000 * MIB);
        blocks.forEach((block, sizeClass) -> stripes.give(sizeClass, block));
        MaintenanceRound maintenance = new MaintenanceRound(large, stripes, real, 0);
        for (int second = 1; second <= 120; second++) {
            maintenance.doWork(second * SECOND);
        }
        assertThat(real.limit.committed()).isLessThan(peak / 20);
        assertThat(ProcessMemory.anonymousBytes() - before).as("by the kernel's word").isLessThan(residentPeak / 20);
        stripes.close();
        real.close();
    }

    @Test
    void nothingIsDoneTwiceInASecond() {
        use(Mode.STRIPED);
        MaintenanceRound maintenance = new MaintenanceRound(options, slabs, back, 0);
        maintenance.doWork(10 * SECOND);
        assertThat(maintenance.doWork(100 * SECOND)).isPositive();
        assertThat(maintenance.doWork(100 * SECOND + 1)).isZero();
    }

    @Test
    @Timeout(30)
    void theThreadEndsWithTheLastAllocatorThatWantsIt() throws InterruptedException {
        PerchConfig wanting = PerchConfig.builder().hardLimit(64 * MIB).softLimit(64 * MIB).slabBytes(MIB).build();
        PerchAllocator first = PerchAllocator.create(wanting);
        PerchAllocator second = PerchAllocator.create(wanting);
        Thread thread = maintenanceThread();
        first.close();
        second.close();
        thread.join();
        PerchAllocator third = PerchAllocator.create(wanting);
        assertThat(maintenanceThread()).isNotSameAs(thread);
        third.close();
    }

    private static Thread maintenanceThread() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("perch-maintenance"))
                .findAny().orElseThrow();
    }
}
