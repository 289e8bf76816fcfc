/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.sizeclass.SizeClasses;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be ready before the first message: so many free blocks of each size for each CPU, with memory behind them. Immutable.
 *
 * <pre>{@code
 * allocator.prewarm(Prewarm.of(256, 1000).and(1500, 100));
 * }</pre>
 *
 * <p>The memory is populated by being touched. What {@code perch.hugepages}, {@code perch.prefault} and {@code perch.lock} ask for
 * applies to it as to all memory of the allocator; with the last of these, it stays in RAM.
 *
 * @param blocks how many blocks of each size a CPU gets
 * @param cpus   which CPUs, by number; empty for all that the calling thread may run on
 * @param nodes  only CPUs of these NUMA nodes, by the kernel's numbers; empty for all. For a node without such a CPU, memory is
 *               made ready, as much as for one CPU, but no cache
 */
public record Prewarm(Map<Integer, Integer> blocks, BitSet cpus, BitSet nodes) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a size is not 1 to {@link SizeClasses#MAX_SIZE}, or a count is not positive
     */
    public Prewarm {
        blocks.forEach((size, count) -> {
            if (size <= 0 || size > SizeClasses.MAX_SIZE) {
                throw new IllegalArgumentException("size: " + size + " (expected: 1 to " + SizeClasses.MAX_SIZE + ")");
            }
            if (count <= 0) {
                throw new IllegalArgumentException("count of size " + size + ": " + count + " (expected: > 0)");
            }
        });
        blocks = Map.copyOf(blocks);
        cpus = (BitSet) cpus.clone();
        nodes = (BitSet) nodes.clone();
    }

    /** So many blocks of one size for each CPU. */
    public static Prewarm of(int size, int count) {
        return new Prewarm(Map.of(size, count), new BitSet(), new BitSet());
    }

    /** Like this one, with so many blocks of another size as well. */
    public Prewarm and(int size, int count) {
        Map<Integer, Integer> more = new LinkedHashMap<>(blocks);
        more.put(size, count);
        return new Prewarm(more, cpus, nodes);
    }

    /** Like this one, but only for these CPUs: those that the hot threads will be pinned to. */
    public Prewarm onCpus(BitSet some) {
        return new Prewarm(blocks, some, nodes);
    }

    /**
     * Like this one, but only for the CPUs of these NUMA nodes.
     *
     * @param some the kernel's numbers
     * @throws IllegalArgumentException if a number is negative
     */
    public Prewarm onNodes(int... some) {
        BitSet wanted = new BitSet();
        for (int node : some) {
            if (node < 0) {
                throw new IllegalArgumentException("node: " + node + " (expected: not negative)");
            }
            wanted.set(node);
        }
        return new Prewarm(blocks, cpus, wanted);
    }

    @Override
    public BitSet cpus() {
        return (BitSet) cpus.clone();
    }

    @Override
    public BitSet nodes() {
        return (BitSet) nodes.clone();
    }

    /**
     * The outcome.
     *
     * @param cpus   how many CPUs have caches that are ready
     * @param misses misses that were left in the last round: 0 if everything is ready
     * @param reason why some are left, or what else is not ready, in a sentence, or ""
     */
    public record Result(int cpus, long misses, String reason) {
    }
}
