/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.arena.FakeMemory;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which cells counters get. The memory is buffers of the JDK, and addresses are made up. */
class CounterMemoryTest {
    private static final int CPUS = 3;
    private static final int LINE = 64;

    private final FakeMemory fake = new FakeMemory(4096);
    private final CounterMemory memory = new CounterMemory(new Buffers(fake), CPUS);

    /** Fake address space with real memory to look at. */
    private record Buffers(FakeMemory fake) implements OsMemory {
        @Override
        public long pageSize() {
            return fake.pageSize();
        }

        @Override
        public long reserve(long bytes, long alignment, String name) {
            return fake.reserve(bytes, alignment, name);
        }

        @Override
        public void commit(long address, long bytes) {
            fake.commit(address, bytes);
        }

        @Override
        public void release(long address, long bytes) {
            fake.release(address, bytes);
        }

        @Override
        public void seal(long address, long bytes, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unmap(long address, long bytes) {
            fake.unmap(address, bytes);
        }

        @Override
        public ByteBuffer view(long address, int bytes) {
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
    }

    @Test
    void noWordHasTwoCountersAndNoLineHasTwoCpus() {
        Set<Long> words = new HashSet<>();
        List<Set<Long>> lines = new ArrayList<>();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            lines.add(new HashSet<>());
        }
        int counters = 5000;
        for (int i = 0; i < counters; i++) {
            CounterCells cells = memory.lend(this);
            int end = cells.place().offset() + (CPUS - 1) * LINE + Long.BYTES;
            assertThat(end).isLessThanOrEqualTo(cells.place().chunk().capacity());
            for (int cpu = 0; cpu < CPUS; cpu++) {
                words.add(cells.address() + cpu * LINE);
                lines.get(cpu).add((cells.address() + cpu * LINE) / LINE);
            }
        }
        assertThat(words).hasSize(counters * CPUS);
        Set<Long> all = new HashSet<>();
        lines.forEach(all::addAll);
        assertThat(all).hasSize(lines.stream().mapToInt(Set::size).sum()).hasSize(counters / 8 * CPUS);
        assertThat(fake.committed).isLessThan((counters + 4096) * CPUS * 8L + 65536);
    }

    @Test
    void cellsAreLentAgainOnceTheirOwnerIsUnreachableAndThenAreZero() {
        CounterCells first = memory.lend(this);
        first.place().chunk().putLong(first.place().offset() + LINE, 42);
        assertThat(first.sum()).isEqualTo(42);
        assertThat(memory.lend(this).address()).isNotEqualTo(first.address());
        assertThat(first.enqueue()).as("what the collector does").isTrue();
        CounterCells again = memory.lend(this);
        assertThat(again.address()).isEqualTo(first.address());
        assertThat(again.sum()).isZero();
        assertThat(memory.lend(this).address()).isNotEqualTo(first.address());
    }

    @Test
    void aRefusalOfTheSystemIsTold() {
        fake.refuseCommit = true;
        assertThatThrownBy(() -> memory.lend(this)).isInstanceOf(OsMemoryException.class);
        fake.refuseCommit = false;
        assertThat(memory.lend(this).sum()).isZero();
    }
}
