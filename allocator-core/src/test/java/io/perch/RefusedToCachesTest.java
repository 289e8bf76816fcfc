/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.arena.FaultyMemory;
import io.perch.arena.FaultyMemory.Call;
import io.perch.options.Mode;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The system refuses memory for the caches themselves and for blocks of checked mode, or does not take it back. */
class RefusedToCachesTest {
    private static final long MIB = 1 << 20;
    private static final int BLOCKS = 300;

    private final FaultyMemory memory = new FaultyMemory(realMemory());

    private static OsMemory realMemory() {
        OsMemory memory = NativePlatform.get().memory();
        assumeTrue(memory != null, "no native code here");
        return memory;
    }

    private PerchAllocator open(PerchConfig.Builder config) {
        return InventedMachine.allocator(config.hardLimit(64 * MIB).slabBytes(MIB).build(), Topology.read(), memory);
    }

    private PerchAllocator open(Mode mode) {
        assumeTrue(NativePlatform.get().supports(IndexMode.valueOf(mode.name())), "no such mode here");
        return open(PerchConfig.builder().mode(mode));
    }

    private static void use(PerchAllocator perch) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(perch.allocate(100 + i));
        }
        assertNumbersAddUp(perch.stats());
        blocks.forEach(perch::free);
        assertNumbersAddUp(perch.stats());
        assertThat(perch.stats().inUse()).isZero();
    }

    private static void assertNumbersAddUp(PerchStats stats) {
        assertThat(stats.inUse() + stats.cached() + stats.spanTails() + stats.freePages() + stats.metadata())
                .isEqualTo(stats.committed());
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "CPU"})
    void withoutATableThereIsNoAllocatorAndNothingStays(Mode mode) {
        for (Call call : new Call[] {Call.RESERVE, Call.COMMIT}) {
            memory.refuse(call, OsMemoryException.ENOMEM, call == Call.RESERVE ? 1 : 0);
            assertThatThrownBy(() -> open(mode)).isInstanceOf(OsMemoryException.class).hasMessageContaining("errno 12");
            assertThat(memory.reserved()).as("%s refused", call).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "CPU"})
    void aCpuWithoutACacheIsServedAndThatIsSaid(Mode mode) {
        try (PerchAllocator perch = open(mode)) {
            memory.refuse(Call.RESERVE, OsMemoryException.ENOMEM, 0);
            use(perch);
            assertThat(perch.stats().caches()).isZero();
            assertThat(perch.stats().get(Counter.OTHER_REFUSALS)).isEqualTo(memory.refused()).isPositive();
            assertThat(perch.stats().page()).contains("cache: RESERVE: refused by the test (errno 12): the CPU goes without");
            memory.recover();
            use(perch);
            assertThat(perch.stats().caches()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "CPU"})
    void whatIsNotTakenBackInCloseStaysCounted(Mode mode) {
        PerchAllocator perch = open(mode);
        use(perch);
        boolean remote = perch.stats().remoteOperations();
        long caches = perch.stats().metadata();
        memory.refuse(Call.RELEASE, OsMemoryException.EINVAL, 0);
        perch.close();
        assumeTrue(remote, "no membarrier here");
        assertThat(perch.stats().committed()).isEqualTo(caches);
        assertThat(perch.stats().get(Counter.RELEASE_FAILURES)).isEqualTo(memory.refused()).isPositive();
        assertThat(perch.stats().page()).contains("release: RELEASE: refused by the test (errno 22)");
    }

    @Test
    void addressesThatAreNotTakenBackStayWithoutMemory() {
        PerchAllocator perch = open(PerchConfig.builder().mode(Mode.STRIPED));
        long block = perch.allocate(5 * MIB);
        memory.refuse(Call.UNMAP, OsMemoryException.ENOMEM, 0);
        perch.close();
        perch.free(block);
        assertThat(memory.refused()).isEqualTo(1);
        PerchStats stats = perch.stats();
        assertThat(stats.committed()).isZero();
        assertThat(stats.resident()).isZero();
        assertThat(stats.reserved()).isEqualTo(memory.reserved()).isPositive();
        assertThat(stats.get(Counter.RELEASE_FAILURES)).isEqualTo(1);
        assertThat(stats.page()).contains("unmap: UNMAP: refused by the test (errno 12): the address space stays reserved");
        perch.close();
        assertThat(memory.refused()).as("the next close tries again").isEqualTo(2);
        memory.recover();
        perch.close();
        assertThat(memory.reserved()).isZero();
        assertThat(perch.stats().reserved()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESERVE", "COMMIT", "SEAL", "UNMAP"})
    void guardedPagesAreRefusedWithoutAnError(Call call) {
        guardedPagesAreRefused(call, PerchConfig.builder().checked(true).quarantineBytes(0).guardEvery(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESERVE", "COMMIT", "SEAL"})
    void guardedPagesOfProductionAreRefusedWithoutAnError(Call call) {
        guardedPagesAreRefused(call, PerchConfig.builder().checked(false).guard(1));
    }

    private void guardedPagesAreRefused(Call call, PerchConfig.Builder config) {
        PerchAllocator perch = open(config.mode(Mode.STRIPED));
        use(perch);
        memory.refuse(call, OsMemoryException.ENOMEM, 0, BLOCKS);
        long before = memory.refused();
        use(perch);
        perch.trim();
        assertThat(memory.refused() - before).as("refusals").isPositive();
        PerchStats stats = perch.stats();
        assertThat(stats.get(Counter.OTHER_REFUSALS) + stats.get(Counter.RELEASE_FAILURES)).isEqualTo(memory.refused());
        assertThat(stats.page()).contains(call + ": refused by the test (errno 12)");
        memory.recover();
        use(perch);
        perch.close();
        assertThat(perch.stats().committed()).isZero();
    }
}
