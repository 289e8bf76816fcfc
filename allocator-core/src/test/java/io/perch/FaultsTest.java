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
import io.perch.options.HugePages;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.rseq.NativePlatform;
import io.perch.stats.Counter;
import io.perch.stats.NodeStats;
import io.perch.stats.PerchStats;
import io.perch.topology.Machines;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The system refuses what an allocator asks it for, call by call: the first of a kind, the second, ... once, and from there on.
 * Each refusal is counted or ends one allocation, no block is lost, the numbers add up, and once the system gives in all is well.
 */
class FaultsTest {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final long MIB = 1 << 20;
    private static final int[] ERRNOS = {EPERM, ENOSYS, OsMemoryException.EINVAL, OsMemoryException.ENOMEM};
    private static final int ROUNDS = 2;
    private static final long[] SIZES = {100, 3 * MIB, 5 * MIB};
    private static final long FOREVER = Long.MAX_VALUE / 2;
    private static final long[] TIMES = {FOREVER, 1};

    private final FaultyMemory memory = new FaultyMemory(realMemory());
    private final List<Long> blocks = new ArrayList<>();
    private int failures;

    private static OsMemory realMemory() {
        OsMemory memory = NativePlatform.get().memory();
        assumeTrue(memory != null && NativePlatform.get().locationCalls().cpu() >= 0, "no native code here");
        return memory;
    }

    private static PerchConfig.Builder everything(NumaPolicy policy, HugePages hugePages) {
        return PerchConfig.builder().mode(Mode.STRIPED).hardLimit(64 * MIB).softLimit(32 * MIB).slabBytes(MIB).numa(policy)
                .hugePages(hugePages).prefault(true).lock(true);
    }

    private PerchAllocator open(PerchConfig.Builder config) {
        return InventedMachine.allocator(config.build(), Machines.topology("two-by-64"), memory);
    }

    /** Spans and large blocks on both nodes, freed, released and had again. */
    private void work(PerchAllocator perch) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int node = 0; node < 2; node++) {
                for (long size : SIZES) {
                    allocate(perch, size, node);
                    assertNumbersAddUp(perch.stats());
                }
            }
            blocks.forEach(perch::free);
            blocks.clear();
            perch.trim();
            assertNumbersAddUp(perch.stats());
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    private void allocate(PerchAllocator perch, long size, int node) {
        try {
            blocks.add(perch.allocateOnNode(size, node));
        } catch (PerchOutOfMemoryError refused) {
            assertThat(refused).as("names the reason").hasMessageContaining("errno");
            failures++;
        }
    }

    private static void assertNumbersAddUp(PerchStats stats) {
        assertThat(stats.inUse() + stats.cached() + stats.spanTails() + stats.freePages() + stats.metadata())
                .isEqualTo(stats.committed()).isLessThanOrEqualTo(stats.hardLimit());
        assertThat(stats.nodes().stream().mapToLong(NodeStats::committed).sum() + stats.metadata()).isEqualTo(stats.committed());
    }

    private static long counted(PerchStats stats) {
        return stats.get(Counter.BIND_FAILURES) + stats.get(Counter.OTHER_REFUSALS) + stats.get(Counter.RELEASE_FAILURES);
    }

    /** Once the system gives in, everything can be had; in the end everything is gone. */
    private void assertRecovers(PerchAllocator perch) {
        memory.recover();
        failures = 0;
        work(perch);
        assertThat(failures).isZero();
        perch.close();
        assertThat(memory.reserved()).as("address space after close").isZero();
        assertThat(perch.stats().committed()).isZero();
    }

    static Stream<Arguments> countedCalls() {
        return Stream.of(Arguments.of(Call.BIND, HugePages.ADVISE), Arguments.of(Call.BIND, HugePages.EXPLICIT),
                Arguments.of(Call.ADVISE, HugePages.ADVISE), Arguments.of(Call.HUGE, HugePages.EXPLICIT),
                Arguments.of(Call.POPULATE, HugePages.ADVISE), Arguments.of(Call.LOCK, HugePages.ADVISE),
                Arguments.of(Call.UNLOCK, HugePages.ADVISE), Arguments.of(Call.RELEASE, HugePages.ADVISE));
    }

    @ParameterizedTest
    @MethodSource("countedCalls")
    void whatCanBeDoneWithoutIsCountedAndNothingElseHappens(Call call, HugePages hugePages) {
        int number = 0;
        for (long refused = 1; refused > 0; number++) {
            for (long times : TIMES) {
                refused = -memory.refused();
                int errno = ERRNOS[number % ERRNOS.length];
                memory.refuse(call, errno, number, times);
                PerchAllocator perch = open(everything(NumaPolicy.ADVISORY, hugePages));
                work(perch);
                refused += memory.refused();
                assertThat(failures).as("%s %d, errno %d", call, number, errno).isZero();
                assertThat(counted(perch.stats())).as("%s %d, errno %d", call, number, errno).isEqualTo(refused);
                assertRecovers(perch);
            }
        }
        assertThat(number).as("refusals of %s", call).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("withoutWhichNothingGoes")
    void whatCannotBeDoneWithoutEndsOneAllocation(Call call, NumaPolicy policy, HugePages hugePages) {
        int number = 0;
        for (long refused = 1; refused > 0; number++) {
            for (long times : TIMES) {
                refused = -memory.refused();
                PerchAllocator perch = open(everything(policy, hugePages));
                memory.refuse(call, ERRNOS[number % ERRNOS.length], number, times);
                work(perch);
                refused += memory.refused();
                assertThat(counted(perch.stats())).as("%s %d", call, number).isEqualTo(refused);
                if (number == 0 && times == FOREVER) {
                    assertThat(failures).as("nothing can be had").isEqualTo(ROUNDS * 2 * SIZES.length);
                }
                assertRecovers(perch);
            }
        }
        assertThat(number).as("refusals of %s", call).isGreaterThan(1);
    }

    static Stream<Arguments> withoutWhichNothingGoes() {
        return Stream.of(Arguments.of(Call.COMMIT, NumaPolicy.ADVISORY, HugePages.NONE),
                Arguments.of(Call.COMMIT, NumaPolicy.STRICT, HugePages.ADVISE),
                Arguments.of(Call.POPULATE, NumaPolicy.STRICT, HugePages.NONE),
                Arguments.of(Call.POPULATE, NumaPolicy.ADVISORY, HugePages.EXPLICIT));
    }

    static IntStream errnos() {
        return IntStream.of(ERRNOS);
    }

    @ParameterizedTest
    @MethodSource("errnos")
    void withoutABindingTheStrictPolicyMakesNoAllocator(int errno) {
        for (int number = 0; number < 2; number++) {
            memory.refuse(Call.BIND, errno, number);
            assertThatThrownBy(() -> open(everything(NumaPolicy.STRICT, HugePages.NONE))).isInstanceOf(OsMemoryException.class)
                    .hasMessageContaining("errno " + errno);
            assertThat(memory.reserved()).as("nothing stays reserved").isZero();
        }
        memory.recover();
        assertRecovers(open(everything(NumaPolicy.STRICT, HugePages.NONE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {EPERM, ENOSYS, OsMemoryException.EINVAL, OsMemoryException.ENOMEM})
    void withoutAddressSpaceThereIsNoAllocator(int errno) {
        memory.refuse(Call.RESERVE, errno, 0);
        assertThatThrownBy(() -> open(everything(NumaPolicy.ADVISORY, HugePages.NONE))).isInstanceOf(OsMemoryException.class)
                .hasMessageContaining("errno " + errno);
        memory.recover();
        assertRecovers(open(everything(NumaPolicy.ADVISORY, HugePages.NONE)));
    }

    @Test
    void lessAddressSpaceIsTakenWhereLessCanBeHad() {
        memory.refuse(Call.RESERVE, OsMemoryException.ENOMEM, 0, 1);
        PerchAllocator perch = open(everything(NumaPolicy.ADVISORY, HugePages.NONE));
        assertThat(memory.refused()).isEqualTo(1);
        assertRecovers(perch);
    }

    @Test
    void whereMemoryIsNotToldItIsUnknown() {
        memory.refuse(Call.QUERY, EPERM, 0);
        PerchAllocator perch = open(everything(NumaPolicy.ADVISORY, HugePages.NONE));
        allocate(perch, MIB, 1);
        PerchStats stats = perch.stats();
        assertThat(stats.get(Counter.RESIDENT_AT_HOME) + stats.get(Counter.RESIDENT_ELSEWHERE)).isZero();
        assertThat(memory.refused()).isPositive();
        blocks.forEach(perch::free);
        blocks.clear();
        assertRecovers(perch);
    }
}
