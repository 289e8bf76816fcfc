/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.sizeclass.SizeClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of free blocks go back, beside blocks that are in use. */
class IdleBlocksTest {
    private static final int PAGE = 4096;
    private static final int MIB = 1 << 20;
    private static final long LEAST = 100;

    private final PagesOfMemory memory = new PagesOfMemory(PAGE);
    private final MemoryLimit limit = new MemoryLimit(64 * MIB, 64 * MIB);
    private final Arena arena = new Arena(new ReservedSpace(memory, 128 * MIB), 0, limit, Span::new);
    private final SpanMap map = new SpanMap(arena);
    private long now = 1000;

    /** Remembers which pages were given back and not needed since. */
    private static final class PagesOfMemory extends FakeMemory {
        final Set<Long> released = new HashSet<>();

        PagesOfMemory(long pageSize) {
            super(pageSize);
        }

        @Override
        public void release(long address, long bytes) {
            super.release(address, bytes);
            for (long page = address; page < address + bytes; page += pageSize()) {
                released.add(page);
            }
        }

        void touch(long address, long bytes) {
            for (long page = address & -pageSize(); page < address + bytes; page += pageSize()) {
                released.remove(page);
            }
        }
    }

    private long giveBack(CentralList list) {
        now += LEAST;
        return list.giveBackIdle(Integer.MAX_VALUE, now, LEAST);
    }

    @Test
    void goWhenNobodyTookThemBetweenTwoLooks() {
        CentralList list = new CentralList(map, SizeClasses.classOf(1024), 0);
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            blocks.add(list.takeOne());
        }
        blocks.subList(1, 8).forEach(list::putOne);
        assertThat(giveBack(list)).as("the first look").isZero();
        assertThat(list.giveBackIdle(Integer.MAX_VALUE, now + LEAST - 1, LEAST)).as("too early").isZero();
        assertThat(giveBack(list)).isEqualTo(PAGE);
        assertThat(memory.released).containsExactly(blocks.get(4));
        assertThat(list.hollowBytes()).isEqualTo(PAGE);
        assertThat(giveBack(list)).as("nothing twice").isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(list.takeOne()).as("one with memory is taken first").isBetween(blocks.get(1), blocks.get(3));
        }
        assertThat(list.hollowBytes()).isEqualTo(PAGE);
        assertThat(list.takeOne()).isEqualTo(blocks.get(4));
        assertThat(list.hollowBytes()).as("the whole page has memory").isZero();
        assertThat(list.neededSoonBytes()).isEqualTo(PAGE);
        assertThat(list.givenBackBytes()).isEqualTo(PAGE);
    }

    @Test
    void stayWhileFewAreFree() {
        CentralList list = new CentralList(map, SizeClasses.classOf(4096), 0);
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            blocks.add(list.takeOne());
        }
        blocks.subList(0, 12).forEach(list::putOne);
        assertThat(giveBack(list) + giveBack(list) + giveBack(list)).isZero();
    }

    @Test
    void stayIfMemoryIsKept() {
        CentralList list = new CentralList(map, SizeClasses.classOf(1024), 0);
        long kept = list.takeOne();
        arena.keepFree(true);
        assertThat(giveBack(list) + giveBack(list)).isZero();
        arena.keepFree(false);
        assertThat(giveBack(list) + giveBack(list) + giveBack(list)).isEqualTo(PAGE);
        list.putOne(kept);
    }

    @Test
    void systemThatRefusesIsNotAskedAgainBeforeTheNextTick() {
        CentralList list = new CentralList(map, SizeClasses.classOf(1024), 0);
        list.takeOne();
        memory.refuseRelease = true;
        giveBack(list);
        assertThat(giveBack(list)).isZero();
        memory.refuseRelease = false;
        assertThat(giveBack(list)).isZero();
        assertThat(list.hollowBytes()).isZero();
        arena.tick();
        assertThat(giveBack(list) + giveBack(list)).isEqualTo(PAGE);
    }

    @Test
    void systemWithLargerPagesIsNotAsked() {
        Arena large = new Arena(new ReservedSpace(new FakeMemory(65536), 128 * MIB), 0, limit, Span::new);
        CentralList list = new CentralList(new SpanMap(large), SizeClasses.classOf(1024), 0);
        list.takeOne();
        assertThat(giveBack(list) + giveBack(list) + giveBack(list)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 192, 1024, 1536, 3072, 4096, 5120, 9216, 20480})
    void noPageGoesThatAUserHasAPartOf(int size) {
        CentralList list = new CentralList(map, SizeClasses.classOf(size), 0);
        Random random = new Random(size);
        List<Long> used = new ArrayList<>();
        int most = Math.min(4000, 32 * MIB / size);
        for (int round = 0; round < 400; round++) {
            int target = random.nextInt(most);
            for (int i = 0; i < most / 8; i++) {
                if (used.size() < target) {
                    long block = list.takeOne();
                    memory.touch(block, size);
                    used.add(block);
                } else if (!used.isEmpty()) {
                    int index = random.nextInt(used.size());
                    list.putOne(used.get(index));
                    used.set(index, used.get(used.size() - 1));
                    used.remove(used.size() - 1);
                }
            }
            list.giveBackIdle(random.nextInt(64), now, LEAST);
            now += random.nextInt((int) LEAST);
            for (long block : used) {
                for (long page = block & -PAGE; page < block + size; page += PAGE) {
                    assertThat(memory.released).doesNotContain(page);
                }
            }
        }
        assertThat(list.givenBackBytes()).isPositive();
        used.forEach(list::putOne);
        list.trim();
        assertThat(list.hollowBytes()).as("it leaves with its spans").isZero();
    }
}
