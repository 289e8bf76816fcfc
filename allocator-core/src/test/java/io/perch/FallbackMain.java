/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.cpu.CurrentCpu;
import io.perch.cpu.PerCpuCounter;
import io.perch.rseq.ForeignOwner;
import io.perch.rseq.Seccomp;
import io.perch.stats.LockKind;
import io.perch.stats.PerchStats;
import java.util.function.Consumer;

/**
 * A program that allocates and counts, for a JVM in which something is missing: prints the mode and the reason, then the operations
 * done.
 */
public final class FallbackMain {
    /** The number of a system call that the kernel shall refuse. */
    static final String REFUSED = "perch.test.refused";
    /** {@code all} or {@code some}: which threads another library registers for restartable sequences. */
    static final String OWNER = "perch.test.owner";

    private FallbackMain() {
    }

    /** Threads come and go: each uses the cache of wherever it runs, and ends. */
    private static Thread shortThread(PerchAllocator perch, Thread before) {
        Thread thread = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                perch.free(perch.allocate(64 << i % 6));
            }
        });
        thread.start();
        try {
            if (before != null) {
                before.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return thread;
    }

    private static void count() {
        try (PerCpuCounter counter = PerCpuCounter.create()) {
            counter.add(42);
            System.out.println("sum: " + counter.sum() + " by " + counter.getClass().getSimpleName());
        }
        boolean known = CurrentCpu.cpu() >= 0 && CurrentCpu.node() >= 0 && CurrentCpu.virtualCpu() >= 0;
        boolean unknown = CurrentCpu.cpu() == CurrentCpu.UNKNOWN && CurrentCpu.node() == CurrentCpu.UNKNOWN
                && CurrentCpu.virtualCpu() == CurrentCpu.UNKNOWN;
        System.out.println("place: " + (known ? "known" : unknown ? "unknown" : "mixed"));
    }

    private static void onThreadOfAnotherLibrary(Runnable work) {
        try {
            ForeignOwner.whileRegistered(work);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void allocate(Consumer<Runnable> everySecond) {
        long limit = 256 << 20;
        PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().hardLimit(limit).softLimit(limit).build());
        System.out.println("mode: " + perch.mode());
        System.out.println("reason: " + perch.modeReason());
        Thread[] lastOne = {shortThread(perch, null)};
        long operations;
        try {
            lastOne[0].join();
            System.out.println("a thread of no fame has a cache: " + (perch.stats().caches() > 0));
            // The first thread of another library takes as long as the whole run may: JNA is loaded for it.
            everySecond.accept(() -> perch.free(perch.allocate(64)));
            operations = new Conservation(perch, 7, everySecond).run(4, 200, () -> {
                lastOne[0] = shortThread(perch, lastOne[0]);
                ConservationIT.assertSumsUp(perch.stats(), perch);
            });
            lastOne[0].join();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        PerchStats before = perch.stats();
        System.out.println("remote operations: " + before.remoteOperations());
        long made = before.locks().get(LockKind.UNREGISTERED_THREADS.ordinal()).acquisitions();
        System.out.println("caches of unregistered threads: " + (made > 0));
        perch.close();
        PerchStats after = perch.stats();
        ConservationIT.assertSumsUp(after, perch);
        System.out.println("in use: " + before.inUse() + ", reserved: " + after.reserved() + ", operations: " + (operations > 0));
        System.out.println("slabs after close: "
                + (after.cachedInSlabs() == before.cachedInSlabs() ? "as before" : Long.toString(after.cachedInSlabs())));
    }

    /** Fails with an exception if a block is lost or doubled. */
    public static void main(String[] arguments) {
        Integer refused = Integer.getInteger(REFUSED);
        if (refused != null) {
            Seccomp.refuse(refused);
        }
        switch (System.getProperty(OWNER, "")) {
            case "all":
                onThreadOfAnotherLibrary(() -> {
                    count();
                    allocate(Runnable::run);
                });
                break;
            case "some":
                count();
                allocate(FallbackMain::onThreadOfAnotherLibrary);
                break;
            default:
                count();
                allocate(Runnable::run);
        }
    }
}
