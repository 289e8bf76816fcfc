/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.debug.Checks;
import io.perch.engine.BackEnd;
import io.perch.engine.Blocks;
import io.perch.engine.FrontEndChoice;
import io.perch.engine.MaintenanceRound;
import io.perch.engine.MaintenanceThread;
import io.perch.engine.ModeChoice;
import io.perch.engine.NumaChoice;
import io.perch.engine.Prewarmer;
import io.perch.engine.Snapshot;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.BoundObjects;
import io.perch.span.Span;
import io.perch.span.SpanListener;
import io.perch.span.SpanMap;
import io.perch.stats.PerchStats;
import io.perch.stats.PoolList;
import io.perch.topology.Partitions;
import io.perch.topology.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * An allocator of off-heap memory whose caches belong to CPUs instead of threads.
 *
 * <p>Blocks are known by their address. They start at multiples of 64 bytes, their contents are undefined, and they may be
 * freed by any thread. All methods may be called from any thread at any time, virtual ones included; none of them blocks, except
 * for the short locks of a miss.
 *
 * <p>An address that is not the start of a block of this allocator is refused with an {@link IllegalArgumentException}. A block
 * that is freed twice in a row is not detected here, as in any malloc: that would cost the hot path a store. Checked mode
 * ({@code perch.checked}, {@link #checks}) detects it, and more.
 *
 * <p>Native code that makes processes: a child made by {@code vfork}, {@code posix_spawn} or {@code clone(CLONE_VM)} runs on its
 * parent's memory, on a thread that the kernel knows nothing of, and must not allocate or free before it has called {@code exec}.
 * {@link ProcessBuilder} keeps to that. A child of {@code fork} has copies of all blocks and of the caller's thread only; a JVM
 * does not live on there.
 */
public final class PerchAllocator implements AutoCloseable {
    private final PerchConfig config;
    private final ModeChoice choice;
    private final NumaChoice numa;
    private final FrontEnd slabs;
    /** What checked mode checks, or null. */
    private final Checks checks;
    /** The largest block that comes from {@link #slabs} without further ado: none in checked mode. */
    private final int directSize;
    private final BackEnd back;
    private final SpanMap spans;
    private final Blocks blocks;
    private final MaintenanceRound maintenance;
    private final PoolList pools = new PoolList();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Whether free memory stays where it is, because the user has made it ready there. */
    private volatile boolean staysWarm;

    /**
     * @param topology this machine's, or one that a test invents: then modes that read the node from the kernel know nothing of it
     * @param memory   the operating system's, or one that fails on demand; null if there is none
     */
    PerchAllocator(PerchConfig config, NativePlatform platform, Topology topology, OsMemory memory) {
        this.config = config;
        this.choice = ModeChoice.of(config.mode(), platform);
        this.numa = NumaChoice.of(config, platform, topology);
        this.back = new BackEnd(config, memory, numa, topology);
        this.spans = back.spans;
        FrontEnd caches = FrontEndChoice.make(config, choice, platform, back);
        this.blocks = new Blocks(this, caches, back, numa.policy() == NumaPolicy.STRICT);
        this.checks = config.checks().enabled() ? new Checks(blocks, memory, config.checks()) : null;
        this.slabs = checks == null ? caches : checks.over(caches);
        this.directSize = checks == null ? SizeClasses.MAX_SIZE : 0;
        this.maintenance = new MaintenanceRound(config, slabs, back, System.nanoTime());
    }

    /** An allocator configured by the system properties that {@link PerchConfig} names. */
    public static PerchAllocator create() {
        return create(PerchConfig.builder().build());
    }

    /**
     * An allocator of its own, independent of all others.
     *
     * @throws io.perch.os.OsMemoryException if not even 64 MiB of address space can be had, or if the system refuses to bind memory
     * to its nodes under {@link io.perch.options.NumaPolicy#STRICT}
     */
    public static PerchAllocator create(PerchConfig config) {
        PerchAllocator allocator = new PerchAllocator(config, NativePlatform.get(), Topology.read(),
                NativePlatform.get().memory());
        if (config.maintenance() == Maintenance.THREAD) {
            MaintenanceThread.add(allocator);
        }
        return allocator;
    }

    /**
     * Allocates a block of at least {@code size} bytes.
     *
     * @param size bytes, ≥ 1
     * @return the address of its first byte, a multiple of 64
     * @throws IllegalArgumentException if {@code size} is not positive
     * @throws PerchOutOfMemoryError    if the hard limit or the operating system forbids it; nothing is lost
     * @throws IllegalStateException    after {@link #close}
     */
    public long allocate(long size) {
        if (size <= 0 || size > directSize) {
            return allocateSlowly(size, 1);
        }
        return allocateClass(SizeClasses.classOf((int) size));
    }

    /**
     * Allocates a block of at least {@code size} bytes that starts at a multiple of {@code alignment}.
     *
     * @param size      bytes, ≥ 1
     * @param alignment a power of two, ≥ 1; 64 is free, up to 8 KiB the block may be up to twice as large, above it takes whole
     *                  pages
     * @return the address of its first byte
     * @throws IllegalArgumentException if {@code size} is not positive or {@code alignment} no power of two
     * @throws PerchOutOfMemoryError    as {@link #allocate(long)}
     * @throws IllegalStateException    after {@link #close}
     */
    public long allocate(long size, long alignment) {
        requirePowerOfTwo(alignment);
        if (alignment <= SizeClasses.ALIGNMENT) {
            return allocate(size);
        }
        int sizeClass = size <= directSize ? Blocks.classOf(size, alignment) : -1;
        return sizeClass < 0 ? allocateSlowly(size, alignment) : allocateClass(sizeClass);
    }

    private long allocateSlowly(long size, long alignment) {
        requirePositive(size);
        requireOpen();
        return checks == null ? blocks.allocate(size, alignment) : checks.allocate(size, alignment);
    }

    /**
     * As {@link #allocate(long)}, of the memory of a NUMA node, whichever the calling thread runs on: for who places memory by
     * hand. Unless {@link io.perch.options.NumaPolicy#STRICT} is configured, a node that has none is helped out by the nearest that
     * has. A thread on that node is served by its caches; from another node each call takes a lock.
     *
     * @param node the kernel's number; of a node without memory it is the nearest one's. Where one node is told apart, {@link
     *             #numaReason} says why, any node is the same
     * @throws IllegalArgumentException as {@link #allocate(long)}, or if the node is not on line
     * @throws PerchOutOfMemoryError    as {@link #allocate(long)}
     * @throws IllegalStateException    as {@link #allocate(long)}
     */
    public long allocateOnNode(long size, int node) {
        return allocateOnNode(size, 1, node);
    }

    /**
     * As {@link #allocateOnNode(long, int)}, starting at a multiple of {@code alignment}.
     *
     * @throws IllegalArgumentException as there, or if {@code alignment} is no power of two
     * @throws PerchOutOfMemoryError    as {@link #allocate(long)}
     * @throws IllegalStateException    as {@link #allocate(long)}
     */
    public long allocateOnNode(long size, long alignment, int node) {
        requirePositive(size);
        requirePowerOfTwo(alignment);
        requireOpen();
        int partition = partitionOfNode(node);
        return checks == null ? blocks.allocateAt(partition, size, alignment) : checks.allocateAt(partition, size, alignment);
    }

    /** The partition of a node; refuses one that is not on line. */
    public int partitionOfNode(int node) {
        if (!back.partitions.knowsNode(node)) {
            throw new IllegalArgumentException("node: " + node + " (expected: a node that is on line)");
        }
        return back.partitions.ofNode(node);
    }

    /** Which node is where. */
    public Partitions partitions() {
        return back.partitions;
    }

    /** The pools that were made of it. */
    public PoolList pools() {
        return pools;
    }

    /** As {@link #allocateClass}, of the memory of a partition. */
    public long allocateClassAt(int partition, int sizeClass) {
        requireOpen();
        long block = blocks.allocateAt(partition, SizeClasses.size(sizeClass), 1);
        return checks == null ? block : checks.handOut(sizeClass, block);
    }

    /**
     * As {@link #allocate(long)}, and tells how much of the block can be used.
     *
     * @throws IllegalArgumentException as {@link #allocate(long)}
     */
    public Allocation allocateAtLeast(long size) {
        long good = goodSize(size);
        return new Allocation(allocate(good), good);
    }

    /**
     * The usable bytes of the block that {@link #allocate(long)} would give.
     *
     * @throws IllegalArgumentException if {@code size} is not positive, or too large to be rounded up
     */
    public long goodSize(long size) {
        requirePositive(size);
        if (size > Long.MAX_VALUE - SizeClasses.PAGE_SIZE) {
            throw new IllegalArgumentException("size: " + size + " (expected: less than 2^63 - " + SizeClasses.PAGE_SIZE + ")");
        }
        return size <= SizeClasses.MAX_SIZE
                ? SizeClasses.size(SizeClasses.classOf((int) size)) : size + SizeClasses.PAGE_SIZE - 1 & -SizeClasses.PAGE_SIZE;
    }

    /**
     * Frees a block.
     *
     * @throws IllegalArgumentException if {@code address} is not the start of a block of this allocator; nothing is changed
     * @throws IllegalStateException    if the allocator is closed and no block of it is left
     */
    public void free(long address) {
        int sizeClass = spans.blockClass(address);
        if (sizeClass < 0) {
            freeSlowly(address);
            return;
        }
        freeClass(sizeClass, address);
    }

    /**
     * Frees a block whose requested size is known: a little faster, because nothing waits for the look-up of its class.
     *
     * @param size as it was given to {@link #allocate(long)}, or anything up to the block's usable size that rounds to the same
     *             class
     * @throws IllegalArgumentException if {@code address} is not the start of a block of that size; nothing is changed
     * @throws IllegalStateException    as {@link #free(long)}
     */
    public void free(long address, long size) {
        if (size <= 0 || size > directSize) {
            requirePositive(size);
            freeSlowly(address);
            return;
        }
        int sizeClass = SizeClasses.classOf((int) size);
        if (spans.blockClass(address) != sizeClass && spans.blockClassNow(address) != sizeClass) {
            throw Blocks.refused(address, "is not a block of " + size + " bytes of this allocator");
        }
        freeClass(sizeClass, address);
    }

    /**
     * As {@link #allocate(long)}, for adapters that have the size class at hand.
     *
     * @param sizeClass by {@link SizeClasses#classOf(int)}; not checked
     * @throws PerchOutOfMemoryError as {@link #allocate(long)}
     * @throws IllegalStateException as {@link #allocate(long)}
     */
    public long allocateClass(int sizeClass) {
        long block = slabs.pop(sizeClass);
        return block > 0 ? block : allocateMiss(sizeClass);
    }

    /**
     * Frees a block of a size class. Nothing is checked: for adapters that know their blocks.
     *
     * @param address the start of a block of {@code sizeClass} that is in use
     */
    public void freeClass(int sizeClass, long address) {
        slabs.give(sizeClass, address);
    }

    /**
     * The caches, for adapters whose objects keep them at hand: from an object found by its block to the slab table each
     * reference in between costs a load that nothing can overlap, 1 ns of a Netty buffer's 16. Nothing is checked there.
     */
    public FrontEnd frontEnd() {
        return slabs;
    }

    /** The objects that adapters bind to blocks of size classes. */
    public BoundObjects boundObjects() {
        return spans.boundObjects();
    }

    /** Has a listener told of spans from now on, in place of any other: how adapters publish what other allocators call chunks. */
    public void spanListener(SpanListener listener) {
        spans.listener(listener);
    }

    /**
     * The span of a block in use: how adapters reach its memory.
     *
     * @return the span that contains {@code address}, or null if it is not ours
     */
    public Span spanOf(long address) {
        return spans.spanOf(address);
    }

    /**
     * The usable bytes of a block in use.
     *
     * @throws IllegalArgumentException if {@code address} is not the start of a block of this allocator
     */
    public long usableSize(long address) {
        return checks == null ? blocks.usableSize(address) : checks.usableSize(address);
    }

    /**
     * The NUMA nodes, by the kernel's numbers, that the memory of a block was asked of: one, or a group that is not told apart, or
     * all if checked mode has given it pages of its own.
     *
     * @throws IllegalArgumentException if {@code address} is not in a block of this allocator
     */
    public List<Integer> nodesOf(long address) {
        if (spans.spanOf(address) != null) {
            return Arrays.stream(back.partitions.nodes(spans.partitionOf(address))).boxed().toList();
        }
        if (checks == null || !checks.isInUse(address)) {
            throw Blocks.refused(address, "is in no block of this allocator");
        }
        return IntStream.range(0, back.partitions.count()).flatMap(partition -> Arrays.stream(back.partitions.nodes(partition)))
                .boxed().toList();
    }

    private long allocateMiss(int sizeClass) {
        long block = blocks.refill(sizeClass);
        return checks == null ? block : checks.handOut(sizeClass, block);
    }

    private void freeSlowly(long address) {
        if (checks == null) {
            blocks.free(address);
        } else {
            checks.free(address);
        }
    }

    private static void requirePositive(long size) {
        if (size <= 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: > 0)");
        }
    }

    private static void requirePowerOfTwo(long alignment) {
        if (alignment <= 0 || (alignment & alignment - 1) != 0) {
            throw new IllegalArgumentException("alignment: " + alignment + " (expected: a power of two)");
        }
    }

    /** What is behind the caches; checked mode knows nothing of what is done there. */
    public Blocks blocks() {
        return blocks;
    }

    /** A block of a partition that lies in a span, as those do not for which checked mode has pages of their own. */
    public long allocateInSpan(int partition, long size) {
        requireOpen();
        return checks == null ? blocks.allocateAt(partition, size, 1) : checks.allocateAt(partition, size, 1);
    }

    /** Throws if it is closed. */
    public void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the allocator is closed");
        }
    }

    /** Bytes taken from the operating system now: one volatile read, where {@link #stats()} locks. */
    public long committed() {
        return back.limit.committed();
    }

    /** A snapshot of what the allocator has. It locks all tiers but the slabs for some microseconds. */
    public PerchStats stats() {
        return new Snapshot(slabs, back, pools).take();
    }

    /**
     * Empties all caches and gives all free memory back to the operating system.
     *
     * @return how many bytes were given back
     */
    public long trim() {
        staysWarm = false;
        long before = back.limit.committed();
        empty();
        return Math.max(0, before - back.limit.committed());
    }

    /** Gives back what no user holds; in checked mode, ends the quarantine first. */
    public void empty() {
        slabs.drain();
        back.trim();
    }

    /**
     * Makes caches ready, so that a thread that needs no more than this has no miss: then it makes no system call and takes no
     * lock. From now on maintenance takes nothing away, until {@link #trim}. It takes milliseconds to seconds, during which a
     * thread spins on each CPU; to be called at the start. In mode {@link Mode#STRIPED} caches belong to no CPU, and only memory
     * is made ready.
     *
     * @return what is ready; a shortfall is no error
     * @throws PerchOutOfMemoryError if the limits do not allow it; what is ready stays
     */
    public Prewarm.Result prewarm(Prewarm wanted) {
        return prewarm(wanted, Prewarmer.ofAddresses(this));
    }

    /** As {@link #prewarm(Prewarm)}, by other work. */
    public Prewarm.Result prewarm(Prewarm wanted, Prewarmer.Workload workload) {
        requireOpen();
        staysWarm = true;
        return new Prewarmer(this, wanted, workload).run();
    }

    /**
     * Does the maintenance that is due: empties caches that nobody has used for 30 s, moves cache budget to CPUs that miss, sends
     * blocks that nobody needs towards the arena. To be called about once a second or more often, if {@link Maintenance#CALLER} was
     * chosen; a call with nothing due takes some nanoseconds. It may be called by any thread at any time.
     *
     * @return how much was done, 0 for nothing: for the idle strategy of a duty cycle
     */
    public int doWork() {
        return closed.get() || staysWarm ? 0 : maintenance.doWork(System.nanoTime());
    }

    /** What checked mode found, or null if it is off. */
    public Checks checks() {
        return checks;
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed.get();
    }

    /** The mode that the allocator runs in; never {@link Mode#AUTO}. */
    public Mode mode() {
        return choice.mode();
    }

    /** Why no better mode was chosen, in a sentence for each; empty if the first choice works. */
    public String modeReason() {
        return choice.reason();
    }

    /** How firmly memory belongs to NUMA nodes here; {@link NumaPolicy#OFF} if one is told apart, for the {@link #numaReason}. */
    public NumaPolicy numa() {
        return numa.policy();
    }

    /** Why NUMA nodes are not told apart, or "". */
    public String numaReason() {
        return numa.reason();
    }

    /** What the allocator was made with. */
    public PerchConfig config() {
        return config;
    }

    /**
     * Ends allocation. Blocks in use stay valid and are to be freed as before; with the last of them the address space goes back
     * to the operating system, at once if there is none. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            slabs.close();
            back.close();
        }
    }
}
