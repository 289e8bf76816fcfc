/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.Host;
import io.perch.os.OsMemory;

/**
 * What this process can use of the machine below Java, found out once. Nothing here throws because something is missing: what is
 * missing has a reason. Thread-safe.
 */
public final class NativePlatform {
    private final PlatformProbe probe;

    private NativePlatform(PlatformProbe probe) {
        this.probe = probe;
    }

    private static final class Holder {
        static final NativePlatform INSTANCE = new NativePlatform(new PlatformProbe(Settings.of(System.getProperties())));
    }

    /** The platform of this process; the first call probes it, which takes some milliseconds. */
    public static NativePlatform get() {
        return Holder.INSTANCE;
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
        if (!supports(mode)) {
            throw new IllegalStateException(reason(mode));
        }
        return probe.binding().calls(mode);
    }

    /**
     * Registers the calling thread for restartable sequences, where that is up to Perch and not to libc. For a thread that got the
     * answer {@link SlabCalls#UNREGISTERED}; one that was refused once is not tried again.
     *
     * @return whether the thread is registered now
     */
    public boolean registerThread() {
        // Through JNI with either binding: a critical foreign call may not enter the kernel, and this is once a thread.
        return probe.ownArea().used() && JniNatives.registerThread() != 0;
    }

    PlatformProbe probe() {
        return probe;
    }

    /**
     * Counting per CPU, through the active binding.
     *
     * @throws IllegalStateException if {@link IndexMode#CPU} is not supported, with the reason
     */
    public CounterCalls counterCalls() {
        if (!supports(IndexMode.CPU)) {
            throw new IllegalStateException(reason(IndexMode.CPU));
        }
        return probe.binding().counterCalls();
    }

    /** Where a thread runs, through the active binding; without one, nothing is known. */
    public LocationCalls locationCalls() {
        return probe.binding() == null ? new NoLocationCalls() : probe.binding().locationCalls();
    }

    NativeFloor floor() {
        if (probe.binding() == null) {
            throw new IllegalStateException(probe.bindingReason());
        }
        return probe.binding().floor();
    }

    /**
     * Waits until no critical section that began before this call is still running, on any CPU.
     *
     * @return false if the kernel refuses: some may still be running
     */
    public boolean fence() {
        return capabilities().active(Capability.MEMBARRIER_RSEQ) && probe.library().fence() == 0;
    }

    /** Memory from the operating system, or null if there is none; see {@link #memoryReason}. */
    public OsMemory memory() {
        return probe.memory();
    }

    /** Why there is no {@link #memory}, or "". */
    public String memoryReason() {
        return probe.memoryReason();
    }

    /** Name and version of libc, such as "glibc 2.36", or "unknown". */
    public String libcVersion() {
        return probe.memory() == null ? "unknown" : Host.libcVersion();
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
