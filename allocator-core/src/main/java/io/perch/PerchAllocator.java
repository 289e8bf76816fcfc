/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.debug.Checks;
import io.perch.engine.Engine;
import io.perch.engine.Sizes;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.profile.Profile;
import io.perch.profile.Profiler;
import io.perch.profile.Profiling;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.SpanMap;
import io.perch.stats.PerchStats;
import io.perch.sync.RoomForClasses;

/**
 * An allocator of off-heap memory whose caches belong to CPUs instead of threads.
 *
 * <p>Blocks are known by their address. They start at multiples of 64 bytes, and may be freed by any thread. Their contents are
 * undefined unless {@code perch.zero} says otherwise. All methods may be called from any thread at any time, including virtual
 * threads; none of them blocks, except for the short locks of a miss.
 *
 * <p>An address that is not the start of a block of this allocator is refused with an {@link IllegalArgumentException}, and so is
 * the block that was freed last on this CPU. Any other block that is freed twice may be handed out twice before that is noticed, as
 * in any malloc; if it reaches its span, it is left out and counted. Hardened mode ({@code perch.hardened}) refuses all of them,
 * and checked mode ({@code perch.checked}, {@link #checks}) detects more.
 *
 * <p>Native code that creates processes: a child created by {@code vfork}, {@code posix_spawn} or {@code clone(CLONE_VM)} runs on
 * its parent's memory, and must not allocate or free before it has called {@code exec}. {@link ProcessBuilder} keeps to that.
 */
public final class PerchAllocator extends BlockMemory implements AutoCloseable {
    private final FrontEnd slabs;
    private final SpanMap spans;
    /** The largest block that comes straight from {@link #slabs}: none in checked mode. */
    private final int directSize;
    private final BlockAccess access;
    private final Profiler profiler;
    private final PerchConfig config;

    private PerchAllocator(PerchConfig config, Engine engine) {
        super(engine);
        this.slabs = engine.frontEnd();
        this.spans = engine.spans();
        this.directSize = engine.largestDirect();
        this.access = new BlockAccess(engine);
        this.profiler = engine.profiler();
        this.config = config;
    }

    /** An allocator configured by the system properties that {@link io.perch.options.Option} lists. */
    public static PerchAllocator create() {
        Engine.prepare();
        return create(PerchConfig.builder().build());
    }

    /**
     * An allocator of its own, independent of all others.
     *
     * @throws io.perch.os.OsMemoryException if not even 64 MiB of address space are available, or if the system refuses to bind
     *                                       memory to its nodes under {@link NumaPolicy#STRICT}
     */
    public static PerchAllocator create(PerchConfig config) {
        RoomForClasses.require();
        return over(Engine.start(config.values()), config);
    }

    /** Gives the engine a user. Without one it leaves nothing behind. */
    static PerchAllocator over(Engine engine, PerchConfig config) {
        boolean made = false;
        try {
            PerchAllocator allocator = new PerchAllocator(config, engine);
            engine.keepUpFor(allocator);
            made = true;
            return allocator;
        } finally {
            if (!made) {
                engine.discard();
            }
        }
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
        return size <= 0 || size > directSize ? access.allocate(size, 1) : take(SizeClasses.classOf((int) size));
    }

    /**
     * Like {@link #allocate(long)}, starting at a multiple of {@code alignment}.
     *
     * @param alignment a power of two, ≥ 1. 64 costs nothing; up to 8 KiB, the block may be up to twice as large; above that, it
     *                  takes whole pages
     * @throws IllegalArgumentException as there, or if {@code alignment} is not a power of two
     */
    public long allocate(long size, long alignment) {
        Sizes.requirePowerOfTwo(alignment);
        if (alignment <= SizeClasses.ALIGNMENT) {
            return allocate(size);
        }
        int sizeClass = size <= directSize ? Sizes.classOf(size, alignment) : -1;
        return sizeClass < 0 ? access.allocate(size, alignment) : take(sizeClass);
    }

    private long take(int sizeClass) {
        boolean counted = Profiling.on();
        long block = slabs.pop(sizeClass);
        if (block <= 0) {
            block = access.refill(sizeClass);
        }
        try {
            if (counted) {
                profiler.allocated(block, SizeClasses.size(sizeClass));
            }
        } catch (StackOverflowError notSampled) {
            return block;
        }
        return block;
    }

    /**
     * Like {@link #allocate(long)}, with memory of a NUMA node, whichever node the calling thread runs on: for callers that place
     * memory themselves. Unless {@link NumaPolicy#STRICT} is configured, a node that has none left is helped out by the nearest
     * node that has some. A thread on that node is served by its caches; from another node each call takes a lock.
     *
     * @param node the kernel's number; a node without memory stands for the nearest one that has memory. Where only one node is
     *             told apart ({@link #numaReason} says why), any node is the same
     * @throws IllegalArgumentException as {@link #allocate(long)}, or if the node is not online
     */
    public long allocateOnNode(long size, int node) {
        return allocateOnNode(size, 1, node);
    }

    /** Like {@link #allocateOnNode(long, int)}, starting at a multiple of {@code alignment}, a power of two. */
    public long allocateOnNode(long size, long alignment, int node) {
        Sizes.requirePositive(size);
        Sizes.requirePowerOfTwo(alignment);
        return access.allocateAt(engine.partitionOfNode(node), size, alignment);
    }

    /** Like {@link #allocate(long)}, and also tells how much of the block can be used. */
    public Allocation allocateAtLeast(long size) {
        long good = goodSize(size);
        return new Allocation(allocate(good), good);
    }

    /**
     * Frees a block.
     *
     * @throws IllegalArgumentException if {@code address} is not the start of a block of this allocator, or is the block that was
     *                                  freed last on this CPU; nothing is changed
     * @throws IllegalStateException    if the allocator is closed and no block of it is left
     */
    public void free(long address) {
        int sizeClass = spans.blockClass(address);
        if (sizeClass >= 0) {
            slabs.give(sizeClass, address);
        } else {
            engine.blocks().free(address);
        }
    }

    /**
     * Frees a block whose requested size is known: a little faster, because nothing waits for the look-up of its class.
     *
     * @param size as passed to {@link #allocate(long)}, or anything up to the block's usable size that rounds to the same class
     * @throws IllegalArgumentException if {@code address} is not the start of a block of that size; nothing is changed
     * @throws IllegalStateException    as {@link #free(long)}
     */
    public void free(long address, long size) {
        if (size <= 0 || size > directSize) {
            Sizes.requirePositive(size);
            engine.blocks().free(address);
            return;
        }
        int sizeClass = SizeClasses.classOf((int) size);
        if (spans.blockClass(address) == sizeClass) {
            slabs.give(sizeClass, address);
        } else if (spans.blockClassNow(address) == sizeClass) {
            engine.blocks().free(address);
        } else {
            throw Sizes.refused(address, "is not a block of " + size + " bytes of this allocator");
        }
    }

    /** Bytes currently taken from the operating system: one volatile read, whereas {@link #stats()} takes locks. */
    public long committed() {
        return engine.committed();
    }

    /** A snapshot of what the allocator has. It locks all tiers except the slabs for some microseconds. */
    public PerchStats stats() {
        return engine.stats();
    }

    /** Empties all caches and gives all free memory back to the operating system; returns how many bytes. */
    public long trim() {
        return engine.trim();
    }

    /**
     * Makes caches ready, so that a thread that needs no more than this has no misses, and therefore makes no system call and takes
     * no lock. From now on until {@link #trim}, maintenance takes nothing away. This takes milliseconds to seconds, during which a
     * thread spins on each CPU; call it at the start. In mode {@link Mode#STRIPED} caches belong to no CPU, and only memory is made
     * ready.
     *
     * @return what is ready; a shortfall is no error
     * @throws PerchOutOfMemoryError if the limits do not allow it; what is ready stays
     */
    public Prewarm.Result prewarm(Prewarm wanted) {
        return access.prewarm(wanted, null);
    }

    /**
     * Does the maintenance that is due: sends home what caches did not need for a second, moves cache budget to CPUs that miss, and
     * gives pages that nobody needs back to the system. To be called about once a second or more often if {@link
     * Maintenance#CALLER} was chosen; a call with nothing due takes some nanoseconds. Any thread may call it at any time.
     *
     * @return how much was done, 0 for nothing: for the idle strategy of a duty cycle
     */
    public int doWork() {
        return engine.doWork();
    }

    /**
     * Who does the maintenance, in a sentence: "by a thread", "by the program", or for how long it is missing because the system
     * has no thread for it. Each call of {@link #stats} and each new allocator tries to start one again. If a round failed, with
     * what it failed last; the thread goes on.
     */
    public String maintenance() {
        return engine.maintenance();
    }

    /** What checked mode or guarded blocks ({@code perch.guard}) found, or null if both are off. */
    public Checks checks() {
        return engine.findings();
    }

    /**
     * Who holds the memory, by a sample of the blocks in use; null while none are sampled. It takes some milliseconds, and disturbs
     * nobody.
     */
    public Profile profile() {
        return engine.profile();
    }

    /** Whether blocks are sampled now. */
    public boolean isProfiled() {
        return engine.isProfiled();
    }

    /**
     * Samples what is allocated from now on, and forgets earlier samples, as {@code perch.profile} does from the start. The JVM
     * compiles anew what allocates, which takes it some seconds. Nothing happens after {@link #close}.
     *
     * @param interval one sample in so many bytes; 0 for none
     * @throws IllegalArgumentException if it is negative
     */
    public void profileEvery(long interval) {
        RoomForClasses.require();
        engine.profileEvery(interval);
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return engine.isClosed();
    }

    /** The mode that the allocator runs in; never {@link Mode#AUTO}. */
    public Mode mode() {
        return engine.mode().mode();
    }

    /** Why no better mode was chosen, one sentence for each; empty if the first choice works. */
    public String modeReason() {
        return engine.mode().reason();
    }

    /** How firmly memory belongs to NUMA nodes here; {@link NumaPolicy#OFF} if only one is told apart: see {@link #numaReason}. */
    public NumaPolicy numa() {
        return engine.numa().policy();
    }

    /** Why NUMA nodes are not told apart, or "". */
    public String numaReason() {
        return engine.numa().reason();
    }

    /** What the allocator was made with. */
    public PerchConfig config() {
        return config;
    }

    /** What adapters need beyond this. */
    BlockAccess access() {
        return access;
    }

    /**
     * Ends allocation. Blocks in use stay valid and are to be freed as before. With the last of them the address space goes back to
     * the operating system; if there are none, it goes back at once. Closing twice does nothing.
     */
    @Override
    public void close() {
        engine.close();
    }
}
