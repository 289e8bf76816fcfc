/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.InventedMachine;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.Prewarm;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.ThreadAffinity;
import io.perch.stats.Counter;
import io.perch.topology.Machines;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools and prewarming by node, where CPUs 0 and 1 of this machine pass for nodes 0 and 1, as in {@code NodesIT}. */
@Timeout(60)
class PoolNodesIT {
    private static final int SIZE = 1000;
    private static final int BLOCK = 1024;
    private static final int COUNT = 200;

    private PerchAllocator perch;

    private void open(Mode mode, String machine) {
        NativePlatform platform = NativePlatform.get();
        OsMemory memory = platform.memory();
        assumeTrue(memory != null, "no native code here");
        assumeTrue(ThreadAffinity.allowed().get(0) && ThreadAffinity.allowed().get(1), "CPUs 0 and 1 are not both allowed");
        PerchConfig config = PerchConfig.builder().mode(mode).hardLimit(256 << 20).numa(NumaPolicy.NONE).build();
        perch = InventedMachine.allocator(config, Machines.topology(machine), memory);
        assumeTrue(perch.mode() == mode, perch.modeReason());
    }

    @AfterEach
    void nothingIsLost() {
        if (perch != null) {
            assertThat(perch.stats().inUse()).isZero();
            perch.close();
            assertThat(perch.stats().reserved()).isZero();
        }
    }

    private static void onCpu(int cpu, Runnable work) throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        Thread thread = new Thread(() -> {
            ThreadAffinity.pin(cpu);
            work.run();
        });
        thread.setUncaughtExceptionHandler((where, what) -> thrown.add(what));
        thread.start();
        thread.join();
        assertThat(thrown).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"CPU", "STRIPED"})
    void buffersOfAPoolAreOfItsNodeWhicheverThreadAcquiresThem(Mode mode) throws InterruptedException {
        open(mode, "two-by-one");
        for (int node = 0; node < 2; node++) {
            int there = node;
            BufferPool pool = BufferPool.builder(perch).onNode(node).quota(64 << 20).build();
            assertThat(pool.node()).isEqualTo(node);
            List<PooledBuffer> buffers = new ArrayList<>();
            for (int cpu = 0; cpu < 2; cpu++) {
                onCpu(cpu, () -> {
                    for (int size : new int[] {1, SIZE, 70_000, 3 << 20}) {
                        for (int i = 0; i < 4; i++) {
                            PooledBuffer buffer = pool.acquire(size);
                            assertThat(perch.nodesOf(buffer.address())).containsExactly(there);
                            buffer.byteBuffer().put(size - 1, (byte) 1);
                            buffers.add(buffer);
                            pool.tryAcquire(size).close();
                        }
                    }
                });
            }
            assertThat(perch.stats().nodes().get(1 - node).inUse()).isZero();
            assertThat(pool.live()).isEqualTo(32);
            buffers.forEach(PooledBuffer::close);
            assertThat(pool.charged()).isZero();
        }
        assertThat(BufferPool.of(perch).node()).isNegative();
    }

    @Test
    void aThreadOfTheNodeIsServedByItsCaches() throws InterruptedException {
        open(Mode.CPU, "two-by-one");
        BufferPool pool = BufferPool.builder(perch).onNode(1).build();
        Prewarm.Result ready = pool.prewarm(Prewarm.of(SIZE, COUNT));
        assertThat(ready).as("the CPUs of the pool's node").isEqualTo(new Prewarm.Result(1, 0, ""));
        long[] misses = new long[2];
        onCpu(1, () -> {
            // Where libc does not register threads, their first call does, as a miss that fills the cache further.
            pool.acquire(SIZE).close();
            misses[0] = misses();
            PooledBuffer[] buffers = new PooledBuffer[COUNT];
            for (int round = 0; round < 50; round++) {
                for (int i = 0; i < COUNT; i++) {
                    buffers[i] = pool.acquire(SIZE);
                }
                for (PooledBuffer buffer : buffers) {
                    buffer.close();
                }
            }
            misses[1] = misses();
        });
        assertThat(misses[1] - misses[0]).isZero();
        assertThat(perch.stats().get(Counter.REMOTE_ALLOCATIONS)).isZero();
        assertThat(perch.stats().get(Counter.REMOTE_FREES)).isZero();
    }

    private long misses() {
        return perch.stats().underflows() + perch.stats().overflows();
    }

    @Test
    void onlyTheNodesThatWereAskedForAreMadeReady() {
        open(Mode.CPU, "two-by-one");
        assertThat(perch.prewarm(Prewarm.of(SIZE, COUNT).onNodes(1))).isEqualTo(new Prewarm.Result(1, 0, ""));
        assertThat(cached(0)).isZero();
        assertThat(cached(1)).isGreaterThanOrEqualTo(COUNT * BLOCK);
        assertThat(perch.prewarm(Prewarm.of(SIZE, COUNT).onNodes(0, 1))).isEqualTo(new Prewarm.Result(2, 0, ""));
        assertThat(cached(0)).isGreaterThanOrEqualTo(COUNT * BLOCK);
    }

    @Test
    void ofANodeWithoutACpuTheMemoryIsMadeReady() {
        open(Mode.CPU, "two-by-one");
        BitSet first = new BitSet();
        first.set(0);
        Prewarm.Result result = perch.prewarm(Prewarm.of(SIZE, COUNT).onCpus(first).onNodes(0, 1));
        assertThat(result).isEqualTo(new Prewarm.Result(1, 0, "no CPU of node 1 may be used, so only its memory is ready"));
        assertThat(cached(1)).isGreaterThanOrEqualTo(COUNT * BLOCK);
        assertThat(perch.prewarm(Prewarm.of(SIZE, COUNT).onCpus(first).onNodes(1)).cpus()).isZero();
    }

    private long cached(int node) {
        return perch.stats().nodes().get(node).cached();
    }
}
