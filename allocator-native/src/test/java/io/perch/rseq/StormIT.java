/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four times as many threads as CPUs move blocks through one slab table, while another thread fences all of them again and again
 * and drains slabs from outside. Whoever holds a block is its only owner, and at the end every block is somewhere, once.
 */
class StormIT {
    private static final int BLOCKS = 512;
    private static final int ROUNDS = 200_000;
    private static final int THREADS = 4 * Runtime.getRuntime().availableProcessors();
    private static final int CLASS = 1;
    private static final int BEGIN = 16;
    private static final int LIMIT = BEGIN + 200;
    private static final int FREE = -1;
    private static final long SEED = 20261121;

    private final OsMemory memory = NativePlatform.get().memory();
    private final WideTable table = new WideTable(memory);
    private final Map<Integer, MappedSlab> slabs = new ConcurrentHashMap<>();
    /** Blocks that are in no slab and held by no thread. */
    private final Queue<Long> shared = new ConcurrentLinkedQueue<>();
    private final AtomicIntegerArray owner = new AtomicIntegerArray(BLOCKS + 1);
    private final AtomicBoolean finished = new AtomicBoolean();

    @ParameterizedTest
    @EnumSource
    void noBlockIsLostAndNoneHasTwoOwners(IndexMode mode) throws Exception {
        assumeTrue(NativePlatform.get().supports(mode), NativePlatform.get().reason(mode));
        for (int block = 1; block <= BLOCKS; block++) {
            owner.set(block, FREE);
            shared.add((long) block);
        }
        ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);
        try {
            Future<Integer> drains = executor.submit(this::drainUntilFinished);
            List<Future<?>> workers = new ArrayList<>();
            for (int id = 0; id < THREADS; id++) {
                Worker worker = new Worker(id, NativePlatform.get().calls(mode));
                workers.add(executor.submit(worker));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            finished.set(true);
            assertThat(drains.get()).as("drains of a slab in use").isPositive();
        } finally {
            finished.set(true);
            executor.shutdownNow();
        }
        List<Long> found = new ArrayList<>(shared);
        slabs.values().forEach(slab -> found.addAll(slab.blocks(CLASS)));
        assertThat(found).as("seed " + SEED).hasSize(BLOCKS).doesNotHaveDuplicates();
        slabs.values().forEach(MappedSlab::close);
        table.close();
    }

    private int drainUntilFinished() {
        int drained = 0;
        while (!finished.get()) {
            for (Map.Entry<Integer, MappedSlab> entry : slabs.entrySet()) {
                table.stop(entry.getKey(), entry.getValue());
                assertThat(NativePlatform.get().fence()).isTrue();
                List<Long> blocks = entry.getValue().drain(CLASS);
                drained += blocks.size();
                shared.addAll(blocks);
                table.publish(entry.getKey(), entry.getValue());
            }
            Thread.onSpinWait();
        }
        return drained;
    }

    private MappedSlab newSlab(int index) {
        MappedSlab slab = new MappedSlab(memory, LIMIT);
        slab.header(CLASS, BEGIN, BEGIN, BEGIN + 8, LIMIT);
        table.publish(index, slab);
        return slab;
    }

    /** Takes and gives blocks, one or many at a time, and stamps what it holds. */
    private final class Worker implements Runnable {
        private final int id;
        private final SlabCalls calls;
        private final SplittableRandom random;
        private final List<Long> held = new ArrayList<>();
        private final long batchAddress = memory.reserve(memory.pageSize(), memory.pageSize(), "perch test batch");
        private final ByteBuffer batch;

        Worker(int id, SlabCalls calls) {
            this.id = id;
            this.calls = calls;
            random = new SplittableRandom(SEED + id);
            memory.commit(batchAddress, memory.pageSize());
            batch = memory.view(batchAddress, (int) memory.pageSize());
        }

        @Override
        public void run() {
            NativePlatform.get().registerThread();
            for (int round = 0; round < ROUNDS; round++) {
                step();
            }
            while (!held.isEmpty()) {
                shared.add(unstamp());
            }
            memory.unmap(batchAddress, memory.pageSize());
        }

        private void step() {
            switch (random.nextInt(5)) {
                case 0 -> take(calls.pop(table.address(), CLASS));
                case 1 -> takeBatch(1 + random.nextInt(16));
                case 2 -> give();
                case 3 -> giveBatch(1 + random.nextInt(16));
                default -> calls.grow(table.address(), CLASS, calls.index(), 1 + random.nextInt(4));
            }
        }

        private void take(long block) {
            if (block > 0) {
                stamp(block);
            } else {
                slowly((int) block);
            }
        }

        /** Nothing in the slab, or no slab: takes one from the shared blocks, as an allocator would. */
        private void slowly(int code) {
            assertThat(code).isIn(SlabCalls.NOTHING, SlabCalls.NO_SLAB);
            if (code == SlabCalls.NO_SLAB) {
                slabs.computeIfAbsent(calls.index(), StormIT.this::newSlab);
            }
            Long block = shared.poll();
            if (block != null) {
                stamp(block);
            }
        }

        private void takeBatch(int count) {
            int taken = calls.popBatch(table.address(), CLASS, batchAddress, count);
            if (taken <= 0) {
                slowly(taken);
            }
            for (int i = 0; i < taken; i++) {
                stamp(batch.getLong(i * SlabLayout.WORD));
            }
        }

        private void give() {
            if (!held.isEmpty()) {
                long block = unstamp();
                int code = calls.push(table.address(), CLASS, block);
                if (code != 1) {
                    assertThat(code).isIn(SlabCalls.NOTHING, SlabCalls.NO_SLAB);
                    shared.add(block);
                }
            }
        }

        private void giveBatch(int wanted) {
            int count = Math.min(wanted, held.size());
            for (int i = 0; i < count; i++) {
                batch.putLong(i * SlabLayout.WORD, unstamp());
            }
            int given = count == 0 ? 0 : calls.pushBatch(table.address(), CLASS, batchAddress, count);
            assertThat(given).isIn(SlabCalls.NO_SLAB, given < 0 ? SlabCalls.NOTHING : given);
            for (int i = Math.max(given, 0); i < count; i++) {
                shared.add(batch.getLong(i * SlabLayout.WORD));
            }
        }

        private void stamp(long block) {
            assertThat(owner.getAndSet((int) block, id)).as("owner of block " + block + ", seed " + SEED).isEqualTo(FREE);
            held.add(block);
        }

        private long unstamp() {
            long block = held.remove(held.size() - 1);
            assertThat(owner.getAndSet((int) block, FREE)).as("owner of block " + block + ", seed " + SEED).isEqualTo(id);
            return block;
        }
    }
}
