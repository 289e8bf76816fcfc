/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import io.perch.os.OsMemory;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.CounterCalls;
import io.perch.topology.IdList;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The cells of all counters. A row has a cache line for each CPU, and holds as many counters as a line has words: they share
 * lines, but no line has two writers.
 *
 * <p>Nothing is ever unmapped: a thread that is about to add may hold the address for any length of time. So cells are lent again
 * only once the collector says that their counter is unreachable.
 */
final class CounterMemory {
    private static final Path POSSIBLE_CPUS = Path.of("/sys/devices/system/cpu/possible");
    private static final int LINE = 1 << CounterCalls.CELL_SHIFT;
    private static final long LEAST_CHUNK = 64 << 10;

    /** Where the cell of CPU 0 is; those of the others follow, a line apart. */
    record Place(long address, ByteBuffer chunk, int offset) {
    }

    private final OsMemory memory;
    private final int cpus;
    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
    /** Keeps the references reachable. */
    private final Set<CounterCells> lent = new HashSet<>();
    /** Where the next never-lent cells come from; null before the first. */
    private ByteBuffer chunk;
    private long chunkAddress;
    private int offset;

    /** @param cpus how many cells a counter has */
    CounterMemory(OsMemory memory, int cpus) {
        this.memory = memory;
        this.cpus = cpus;
    }

    /**
     * One more than the largest CPU number that can appear. Where the system does not tell, it is a guess: CPUs beyond it count in
     * {@code aside}.
     */
    static int possibleCpus() {
        IdList possible = IdList.read(POSSIBLE_CPUS);
        int cpus = possible == null || possible.size() == 0 ? Runtime.getRuntime().availableProcessors() : possible.largest() + 1;
        return Math.min(cpus, SlabLayout.INDEXES_PER_NODE);
    }

    int cpus() {
        return cpus;
    }

    /**
     * Cells that are all 0.
     *
     * @param owner who has them until it is unreachable
     * @throws io.perch.os.OsMemoryException if the system refuses memory
     */
    synchronized CounterCells lend(Object owner) {
        CounterCells returned = (CounterCells) unreachable.poll();
        lent.remove(returned);
        CounterCells cells = new CounterCells(owner, unreachable, returned == null ? nextPlace() : returned.place(), cpus);
        lent.add(cells);
        return cells;
    }

    private Place nextPlace() {
        int row = cpus * LINE;
        if (chunk == null || offset / LINE * LINE + row > chunk.capacity()) {
            addChunk(row);
        }
        Place place = new Place(chunkAddress + offset, chunk, offset);
        offset += Long.BYTES;
        if (offset % LINE == 0) {
            offset += row - LINE;
        }
        return place;
    }

    private void addChunk(int row) {
        long page = memory.pageSize();
        long bytes = Math.max(LEAST_CHUNK, row) + page - 1 & -page;
        long address = memory.reserve(bytes, page, "perch counters");
        try {
            memory.commit(address, bytes);
        } catch (RuntimeException | Error e) {
            memory.unmap(address, bytes);
            throw e;
        }
        chunkAddress = address;
        chunk = memory.view(address, (int) bytes);
        offset = 0;
    }
}
