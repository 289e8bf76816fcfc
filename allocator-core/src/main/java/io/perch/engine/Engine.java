/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.debug.BlockSource;
import io.perch.debug.CheckedBlocks;
import io.perch.debug.Checks;
import io.perch.debug.GuardedBlocks;
import io.perch.debug.OwnerCheck;
import io.perch.debug.Precautions;
import io.perch.debug.Wiper;
import io.perch.jfr.MemoryRecording;
import io.perch.options.CheckOptions;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.options.Option;
import io.perch.options.OptionValues;
import io.perch.options.Zeroing;
import io.perch.os.OsMemory;
import io.perch.profile.Profile;
import io.perch.profile.Profiler;
import io.perch.publish.Publication;
import io.perch.publish.Source;
import io.perch.rseq.NativePlatform;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.SpanMap;
import io.perch.stats.PerchStats;
import io.perch.sync.RoomForClasses;
import io.perch.sync.SpareStack;
import io.perch.topology.Partitions;
import io.perch.topology.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All tiers of an allocator, wired together, with or without checks, and what is done with them besides its users' calls. All
 * methods may be called from any thread.
 */
public final class Engine implements Source {
    private static boolean prepared;

    private final OptionValues options;
    private final ModeChoice choice;
    private final NumaChoice numa;
    private final BackEnd back;
    private final Lifetime lifetime = new Lifetime();
    private final PoolList pools = new PoolList();
    private final Checks checks;
    private final Checks guards;
    private final Profiler profiler;
    private final Precautions precautions;
    private final SlowPath slow;
    private final Blocks plain;
    private final BlockSource blocks;
    private final FrontEnd frontEnd;
    private final MaintenanceRound maintenance;
    /** Whether free memory stays where it is, because the user wants it so, or has made it ready there. */
    private volatile boolean staysWarm;
    private volatile boolean closedWholly;
    private final Strays strays = new Strays();
    private volatile long recording;
    private final Publication publication;

    /**
     * Makes the tiers.
     *
     * @param topology that of this machine, or one that a test invents, of which modes that read the node from the kernel know
     *                 nothing
     * @param memory   that of the operating system, or one that fails on demand; null if there is none
     */
    public Engine(OptionValues options, NativePlatform platform, Topology topology, OsMemory memory) {
        LateClasses.initialize();
        this.options = options;
        this.choice = ModeChoice.of(options.word(Option.MODE, Mode.class), platform);
        this.numa = NumaChoice.of(options, platform, topology);
        this.back = new BackEnd(options, memory, numa, topology, platform.locationCalls()::cpu);
        FrontEnd caches = null;
        boolean made = false;
        try {
            caches = FrontEndChoice.make(options, choice, memory == null ? platform : platform.over(memory), back);
            this.profiler = new Profiler(back.spans::watch, back.spans::unwatch, MemoryRecording::sampled);
            this.precautions = precautions();
            CheckOptions wanted = CheckOptions.of(options);
            this.checks = wanted.enabled() ? new Checks(memory, wanted) : null;
            int guardEvery = memory == null || wanted.enabled() ? 0 : (int) options.number(Option.GUARD);
            this.guards = guardEvery == 0 ? null : new Checks(memory, new CheckOptions(true, GuardedBlocks.HELD_BACK, guardEvery));
            this.slow = new SlowPath(caches, back, numa.policy() == NumaPolicy.STRICT, checks == null ? null : checks::flush);
            this.plain = new Blocks(lifetime, caches, back, slow, precautions);
            FrontEnd guarded = precautions.over(caches);
            if (checks == null) {
                this.blocks = guards == null ? plain : new GuardedBlocks(plain, guards, guardEvery);
                this.frontEnd = guarded;
            } else {
                CheckedBlocks checked = new CheckedBlocks(plain, checks);
                this.blocks = checked;
                this.frontEnd = checked.over(guarded);
            }
            keepWarm(wantsToKeep());
            this.maintenance = new MaintenanceRound(options, caches, back, System.nanoTime());
            this.publication = new Publication(options, this);
            profiler.sampleEvery(options.number(Option.PROFILE));
            if (publication.isWanted()) {
                LateClasses.initializeForPublication();
            }
            made = true;
        } finally {
            if (!made) {
                discard(caches);
            }
        }
    }

    /**
     * Leaves nothing behind of an engine that nobody will ever use, because the heap has no room for the user. Closing it as usual
     * would need heap as well.
     */
    public void discard() {
        lifetime.end();
        // Nobody is to finish it: the address space is somebody else's soon.
        closedWholly = true;
        try {
            profiler.sampleEvery(0);
        } finally {
            discard(frontEnd);
        }
    }

    private void discard(FrontEnd caches) {
        try {
            if (caches != null) {
                caches.close();
            }
        } finally {
            back.space.discard();
        }
    }

    private Precautions precautions() {
        Zeroing zeroing = zeroing();
        return new Precautions(options.flag(Option.HARDENED) ? new OwnerCheck(back.spans, back.doubleFrees()) : null,
                zeroing == Zeroing.OFF ? null : new Wiper(back.spans, zeroing), profiler);
    }

    /**
     * Starts to load what {@link #start} needs, on another thread, unless that was done before.
     *
     * @throws StackOverflowError if there is too little stack for {@link #start}
     * @throws OutOfMemoryError   if there is too little heap
     */
    public static void prepare() {
        if (!prepared) {
            RoomForClasses.require();
            NativePlatform.prepare();
            prepared = true;
        }
    }

    /**
     * The tiers for this machine; {@link #keepUpFor} starts maintenance.
     *
     * @throws io.perch.os.OsMemoryException if memory cannot be had as wanted
     */
    public static Engine start(OptionValues options) {
        NativePlatform platform = NativePlatform.get();
        return new Engine(options, platform, Topology.read(), platform.memory());
    }

    /**
     * Starts maintenance by a thread, and publication, if they are wanted, and has Flight Recorder ask for the memory.
     *
     * @param owner whoever uses the engine; if it becomes garbage, the engine is closed as soon as nothing is in use
     */
    public void keepUpFor(Object owner) {
        recording = MemoryRecording.add(this);
        if (hasThread() || publication.isWanted()) {
            MaintenanceThread.add(this, owner);
        }
    }

    private boolean hasThread() {
        return options.word(Option.MAINTENANCE, Maintenance.class) == Maintenance.THREAD;
    }

    /** Who does the maintenance, or since when nobody does, and how it failed last, in a sentence. */
    public String maintenance() {
        return hasThread() ? MaintenanceThread.state() : "by the program";
    }

    private long maintainers() {
        if (!hasThread() || lifetime.isOver()) {
            return 0;
        }
        return MaintenanceThread.ensure() ? 1 : -1;
    }

    /** The front end. */
    public FrontEnd frontEnd() {
        return frontEnd;
    }

    /** What samples blocks. */
    public Profiler profiler() {
        return profiler;
    }

    /** Leads from addresses to blocks. */
    public SpanMap spans() {
        return back.spans;
    }

    /** What the front end cannot serve. */
    public BlockSource blocks() {
        return blocks;
    }

    /** The largest block that the front end has for users who know only its size: none where blocks are checked or guarded. */
    public int largestDirect() {
        return checks == null && guards == null ? SizeClasses.MAX_SIZE : 0;
    }

    /** What checked mode found, or null if it is off. */
    public Checks checks() {
        return checks;
    }

    /** What checked mode or guarded blocks found, or null if both are off. */
    public Checks findings() {
        return checks != null ? checks : guards;
    }

    /** Who holds the memory, or null if that is not sampled. */
    @Override
    public Profile profile() {
        return profiler.profile();
    }

    @Override
    public boolean isProfiled() {
        return profiler.sampler() != null;
    }

    @Override
    public void profileEvery(long interval) {
        profiler.sampleEvery(interval);
    }

    /** Which blocks are overwritten with zeros. */
    public Zeroing zeroing() {
        return options.word(Option.ZERO, Zeroing.class);
    }

    /** Which node belongs to which partition. */
    public Partitions partitions() {
        return back.partitions;
    }

    /**
     * The partition of a node, by the kernel's number.
     *
     * @throws IllegalArgumentException if the node is not online
     */
    public int partitionOfNode(int node) {
        if (!back.partitions.knowsNode(node)) {
            throw new IllegalArgumentException("node: " + node + " (expected: a node that is online)");
        }
        return back.partitions.ofNode(node);
    }

    /**
     * The nodes, by the kernel's numbers, from which the memory of a block was requested.
     *
     * @throws IllegalArgumentException if {@code address} is in no block
     */
    public List<Integer> nodesOf(long address) {
        int partition = blocks.partitionOf(address);
        IntStream partitions = partition < 0 ? IntStream.range(0, back.partitions.count()) : IntStream.of(partition);
        return partitions.flatMap(each -> Arrays.stream(back.partitions.nodes(each))).boxed().toList();
    }

    /** The pools that were made from the allocator. */
    public PoolList pools() {
        return pools;
    }

    /** The mode, and why it is no better one. */
    public ModeChoice mode() {
        return choice;
    }

    /** The nodes that are told apart, and why there are no more. */
    public NumaChoice numa() {
        return numa;
    }

    /** What the engine was made with. */
    OptionValues options() {
        return options;
    }

    /** @throws IllegalStateException if it was closed */
    public void requireOpen() {
        lifetime.requireOpen();
    }

    /** Bytes currently taken from the operating system. */
    public long committed() {
        return back.limit.committed();
    }

    /** The statistics at this instant. */
    @Override
    public PerchStats stats() {
        SpareStack.requireMore();
        sweep();
        return new Snapshot(frontEnd, back, slow, pools, guards, maintainers()).take();
    }

    /**
     * Why there is no block of {@code size} bytes, in a sentence.
     *
     * @throws IllegalStateException if that is so because the allocator was closed
     */
    public String shortage(long size, int partition) {
        SpareStack.requireMore();
        requireOpen();
        sweep();
        return "cannot allocate " + size + " bytes: about " + back.estimateInUse(frontEnd) + " are in use and " + committed()
                + " committed of at most " + back.limit.hard() + " bytes (" + back.refusal(partition) + ")";
    }

    /** Gives back what no user holds; returns how many bytes. */
    @Override
    public long trim() {
        SpareStack.requireMore();
        sweep();
        keepWarm(wantsToKeep());
        return slow.trim();
    }

    private boolean wantsToKeep() {
        return options.number(Option.RELEASE_AFTER) == Option.NEVER;
    }

    /**
     * Keeps everything in place from now on until {@link #trim}: nothing is taken away by maintenance or to make room for other
     * pages.
     */
    void keepWarm() {
        keepWarm(true);
    }

    private void keepWarm(boolean stays) {
        SpareStack.requireMore();
        staysWarm = stays;
        back.keepFree(stays);
    }

    /** Where a taker without stack leaves its block. */
    public Strays strays() {
        return strays;
    }

    private void sweep() {
        strays.sweep(blocks::free);
    }

    /** Takes back a block of a size class, past the caches. */
    void sendHome(int sizeClass, long address) {
        plain.sendHome(sizeClass, address);
    }

    /** Does what falls to Perch's own thread, four times a second; returns how much of it was maintenance. */
    int doWorkOfThread() {
        publication.doWork();
        if (hasThread()) {
            return doWork();
        }
        profiler.doWork();
        return 0;
    }

    /** Does the maintenance that is due; returns how much was done. */
    public int doWork() {
        return doWork(System.nanoTime());
    }

    /** Does what is due at a given time, in nanoseconds of {@link System#nanoTime}. */
    int doWork(long now) {
        SpareStack.requireMore();
        sweep();
        profiler.doWork();
        return lifetime.isOver() || staysWarm ? 0 : maintenance.doWork(now);
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return lifetime.isOver();
    }

    /** Hands nothing out from now on; memory goes back as soon as nothing is in use. */
    public void close() {
        SpareStack.requireMore();
        lifetime.end();
        finishClose();
    }

    /**
     * What fails, because of a full heap for instance, is done by the next close or by maintenance; what the system refuses, by the
     * next close.
     */
    synchronized void finishClose() {
        if (!closedWholly) {
            publication.close();
            MemoryRecording.remove(recording);
            sweep();
            profiler.close();
            if (guards != null) {
                guards.close();
            }
            frontEnd.close();
        }
        back.close();
        closedWholly = true;
    }

    /** Whether nothing is left to be done, besides what the blocks in use do when they are freed. */
    boolean isClosedWholly() {
        return closedWholly;
    }
}
