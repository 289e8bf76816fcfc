/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.Host;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.os.SystemCalls;
import io.perch.rseq.binding.Binding;
import io.perch.rseq.binding.Linking;
import io.perch.rseq.binding.Variant;
import io.perch.rseq.call.ClockCalls;
import io.perch.rseq.call.CounterCalls;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.call.ReschedulingCalls;
import io.perch.rseq.call.SlabCalls;
import io.perch.rseq.capability.Capabilities;
import io.perch.rseq.capability.Settings;
import io.perch.rseq.probe.PlatformProbe;

/**
 * What this process can use of the machine below Java, found out once. Nothing here throws because something is missing; instead
 * there is a reason for what is missing. Thread-safe.
 */
public final class NativePlatform {
    private static volatile NativePlatform instance;

    private final PlatformProbe probe;
    private final OsMemory memory;
    private final SpareMemory spare;

    private NativePlatform(PlatformProbe probe, OsMemory memory, SpareMemory spare) {
        this.probe = probe;
        this.memory = memory;
        this.spare = spare;
    }

    private static NativePlatform of(PlatformProbe probe) {
        return new NativePlatform(probe, probe.memory(), new SpareMemory(probe));
    }

    /** Separate, because the first question takes a child process. */
    private static final class Rescheduling {
        static final String REASON = get().probe.reschedulingReason(Settings.of(System.getProperties()));
        static final ReschedulingCalls CALLS = REASON.isEmpty() ? get().probe.binding().reschedulingCalls() : null;
    }

    /** Begins, on another thread, what takes longest in {@link #get}: for who has more to do before that. Once is enough. */
    public static void prepare() {
        Linking.start();
    }

    /** The platform of this process; the first call probes it, which takes some milliseconds. */
    public static NativePlatform get() {
        NativePlatform known = instance;
        return known == null ? find() : known;
    }

    /** Not by the initialization of a class: one that finds the heap full is not tried again. */
    private static synchronized NativePlatform find() {
        if (instance == null) {
            instance = of(new PlatformProbe(Settings.of(System.getProperties())));
        }
        return instance;
    }

    /** How critical sections are called: "ffm", "jni" or "none". */
    public String binding() {
        return probe.binding() == null ? "none" : probe.binding().name();
    }

    /** What is there and what is used. */
    public Capabilities capabilities() {
        return probe.capabilities();
    }

    /** Whether {@link #calls} works for a mode. */
    public boolean supports(IndexMode mode) {
        return reason(mode).isEmpty();
    }

    /** Why a mode is not supported, or "". The first question about {@link IndexMode#NOTIFY} takes a child process. */
    public String reason(IndexMode mode) {
        return probe.reason(mode);
    }

    /**
     * The operations on slabs, through the active binding.
     *
     * @throws IllegalStateException if the mode is not supported, with the reason
     */
    public SlabCalls calls(IndexMode mode) {
        return calls(mode, false);
    }

    /**
     * Like {@link #calls}, where memory is in several partitions: a slab's own lists take only blocks of its own partition, and
     * others go to the list for theirs. In {@code push} and {@code pushBatch}, two lists take the place of the size class, as
     * {@link SlabLayout#LIST_SHIFT} says; {@code pushBatch} takes nothing if the slab is of another partition. The slab counts
     * pops, and pushes of blocks of its partition.
     *
     * @throws IllegalStateException if the mode is not supported, with the reason
     */
    public SlabCalls partitionedCalls(IndexMode mode) {
        return calls(mode, true);
    }

    private SlabCalls calls(IndexMode mode, boolean partitioned) {
        require(mode);
        return probe.binding().slabCalls(Variant.of(mode, probe.usesOwnAreas(), partitioned));
    }

    private void require(IndexMode mode) {
        if (!supports(mode)) {
            throw new IllegalStateException(reason(mode));
        }
    }

    /**
     * Registers the calling thread for restartable sequences, where that is up to Perch and not to libc. For a thread that got the
     * answer {@link SlabCalls#UNREGISTERED}; a thread that was refused once is not tried again.
     *
     * @return whether the thread is registered now
     */
    public boolean registerThread() {
        return probe.usesOwnAreas() && Binding.registerThread();
    }

    /** Why {@link #reschedulingCalls} does not work, or "". The first call tries the kernel in a child process. */
    public String reschedulingReason() {
        return Rescheduling.REASON;
    }

    /**
     * Whether the calling thread lost its CPU, through the active binding.
     *
     * @throws IllegalStateException if that cannot be found out here, with the reason
     */
    public ReschedulingCalls reschedulingCalls() {
        if (Rescheduling.CALLS == null) {
            throw new IllegalStateException(Rescheduling.REASON);
        }
        return Rescheduling.CALLS;
    }

    /**
     * Counting per CPU, through the active binding.
     *
     * @throws IllegalStateException if {@link IndexMode#CPU} is not supported, with the reason
     */
    public CounterCalls counterCalls() {
        require(IndexMode.CPU);
        return probe.binding().counterCalls();
    }

    /** CPU clocks of threads, or null if there is no binding; see {@link #bindingReason}. */
    public ClockCalls clockCalls() {
        return probe.binding() == null ? null : Binding.clockCalls();
    }

    /** Why critical sections and other native functions cannot be called, or "". */
    public String bindingReason() {
        return probe.bindingReason();
    }

    /** Where a thread runs, through the active binding; without one, nothing is known. */
    public LocationCalls locationCalls() {
        return probe.binding() == null ? new NoLocationCalls() : probe.binding().locationCalls();
    }

    /**
     * Waits until no critical section that began before this call is still running, on any CPU.
     *
     * @return false if the kernel refuses: some may still be running
     */
    public boolean fence() {
        return probe.fence();
    }

    /** @throws OsMemoryException if there are none, with the reason */
    SystemCalls systemCalls() {
        if (probe.systemCalls() == null) {
            throw new OsMemoryException("system calls", 0, probe.memoryReason());
        }
        return probe.systemCalls();
    }

    /**
     * The same platform, on which other memory takes the place of the operating system's: that of a test, which fails on demand. It
     * is not kept for other allocators.
     */
    public NativePlatform over(OsMemory other) {
        return other == memory ? this : new NativePlatform(probe, other, SpareMemory.NONE);
    }

    /** Memory of closed allocators, for others. */
    public SpareMemory spareMemory() {
        return spare;
    }

    /** Memory from the operating system, or null if there is none; see {@link #memoryReason}. */
    public OsMemory memory() {
        return memory;
    }

    /** Why there is no {@link #memory}, or "". */
    public String memoryReason() {
        return probe.memoryReason();
    }

    /** Name and version of libc, such as "glibc 2.36", or "unknown". */
    public String libcVersion() {
        return probe.systemCalls() == null ? "unknown" : probe.systemCalls().libcVersion();
    }

    /** The kernel's release, such as "6.12.1", or "unknown". */
    public String kernelVersion() {
        return Host.kernelVersion();
    }

    /** The architecture, as Netty spells it: "x86_64", "aarch_64", or else as Java does. */
    public String arch() {
        return Host.arch();
    }
}
