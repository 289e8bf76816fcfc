/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.Engine;
import io.perch.engine.PoolList;
import io.perch.engine.Prewarmer;
import io.perch.engine.Sizes;
import io.perch.options.Zeroing;
import io.perch.profile.Sampler;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.BoundObjects;
import io.perch.span.Span;
import io.perch.span.SpanListener;
import io.perch.sync.RoomForClasses;
import io.perch.sync.SpareStack;
import io.perch.topology.Partitions;

/**
 * The door for adapters: what a buffer library needs from an allocator beyond what users need. It works in size classes ({@link
 * SizeClasses#classOf(int)}), and less is checked than in {@link PerchAllocator}. It may change with any version. All methods may
 * be called from any thread.
 */
public final class BlockAccess implements Prewarmer.Source {
    private final FrontEnd slabs;
    private final Engine engine;
    private final BoundObjects bound;
    private final long[] strays;

    BlockAccess(Engine engine) {
        this.slabs = engine.frontEnd();
        this.engine = engine;
        this.bound = engine.spans().takeBoundObjects();
        this.strays = engine.strays().slots();
    }

    /** The door to an allocator. */
    public static BlockAccess of(PerchAllocator allocator) {
        return allocator.access();
    }

    /**
     * Like {@link PerchAllocator#allocate(long)}, for a size class. The block is in no profile, unless the adapter has it sampled
     * by {@link #sampler}.
     *
     * @param sizeClass not checked
     */
    @Override
    public long allocate(int sizeClass) {
        long block = slabs.pop(sizeClass);
        return block > 0 ? block : refill(sizeClass);
    }

    /** A block of a size class, after the cache at hand had none. */
    long refill(int sizeClass) {
        engine.requireOpen();
        long block = engine.blocks().refill(sizeClass);
        return block != 0 ? block : none(SizeClasses.size(sizeClass), slabs.partition());
    }

    /** Like {@link #allocate(int)}, with memory of a partition. */
    @Override
    public long allocateAt(int partition, int sizeClass) {
        engine.requireOpen();
        long block = engine.blocks().takeAt(partition, sizeClass);
        return block != 0 ? block : none(SizeClasses.size(sizeClass), partition);
    }

    /** A block for which the caches at hand are not asked. */
    long allocate(long size, long alignment) {
        Sizes.requirePositive(size);
        engine.requireOpen();
        long block = engine.blocks().allocate(size, alignment);
        return block != 0 ? block : none(size, slabs.partition());
    }

    /**
     * Like {@link PerchAllocator#allocate(long, long)}, with memory of a partition. The block is in a {@linkplain #spanOf span},
     * also in checked mode.
     */
    public long allocateAt(int partition, long size, long alignment) {
        engine.requireOpen();
        long block = engine.blocks().allocateAt(partition, size, alignment);
        return block != 0 ? block : none(size, partition);
    }

    private long none(long size, int partition) {
        throw new PerchOutOfMemoryError(engine.shortage(size, partition));
    }

    /**
     * Frees a block of a size class.
     *
     * @param address the start of a block of {@code sizeClass} that is in use; not checked
     */
    public void free(int sizeClass, long address) {
        slabs.give(sizeClass, address);
    }

    /**
     * Makes a block above the largest size class longer without moving it, if what follows it is free.
     *
     * @param address the start of such a block, which the caller owns
     * @param size    bytes that it is to have, more than now
     * @return whether it has them; its {@linkplain #spanOf span} then has another view of its memory
     */
    public boolean extend(long address, long size) {
        return engine.blocks().extend(address, size);
    }

    /**
     * The caches, for adapters whose objects keep them at hand: on the way from an object found by its block to the slab table,
     * each reference costs a load that nothing can overlap, 1 ns of a Netty buffer's 16. Nothing is checked there.
     */
    public FrontEnd frontEnd() {
        return slabs;
    }

    /**
     * By which an adapter samples the blocks of size classes that it takes, because it can count in its own objects; null while it
     * is not to. To be asked only while {@link io.perch.profile.Profiling#on}.
     */
    public Sampler sampler() {
        return engine.profiler().sampler();
    }

    /**
     * Where an adapter leaves the address of a block that it has taken when a {@link StackOverflowError} comes before anybody else
     * has it: in any element that is 0, by a store in its own method, as there may be no stack for a call.
     */
    public long[] strays() {
        return strays;
    }

    /**
     * Asks for enough stack for what an adapter does off its hot path, before it changes anything.
     *
     * @throws StackOverflowError if there is less
     */
    public static void requireStack() {
        SpareStack.requireMost();
    }

    /**
     * Asks for enough stack and heap for what initializes classes of an adapter.
     *
     * @throws StackOverflowError if there is less stack
     * @throws OutOfMemoryError   if there is less heap
     */
    public static void requireRoomForClasses() {
        RoomForClasses.require();
    }

    /** The objects that adapters bind to blocks of size classes. */
    public BoundObjects boundObjects() {
        return bound;
    }

    /**
     * Tells a listener about spans from now on, in place of any other. This is how adapters publish what other allocators call
     * chunks.
     */
    public void spanListener(SpanListener listener) {
        engine.spans().listener(listener);
    }

    /** The span that contains {@code address}, or null if it is not ours. All blocks of a span share its memory. */
    public Span spanOf(long address) {
        return engine.spans().spanOf(address);
    }

    /** Which blocks are overwritten with zeros, for adapters that have memory of their own besides. */
    public Zeroing zeroing() {
        return engine.zeroing();
    }

    /** Which node belongs to which partition. */
    public Partitions partitions() {
        return engine.partitions();
    }

    /**
     * The partition of a node, by the kernel's number.
     *
     * @throws IllegalArgumentException if the node is not online
     */
    public int partitionOfNode(int node) {
        return engine.partitionOfNode(node);
    }

    /** The pools that were made from the allocator, for its statistics. */
    public PoolList pools() {
        return engine.pools();
    }

    /** Like {@link PerchAllocator#prewarm}, by an adapter's own workload; null for plain blocks. */
    public Prewarm.Result prewarm(Prewarm wanted, Prewarmer.Workload workload) {
        Prewarmer.Outcome outcome = new Prewarmer(engine, this, wanted.blocks(), workload).run(wanted.cpus(), wanted.nodes());
        return new Prewarm.Result(outcome.cpus(), outcome.misses(), outcome.reason());
    }
}
