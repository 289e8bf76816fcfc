/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import io.perch.os.SystemCalls;
import io.perch.rseq.capability.OwnAreaWish;
import java.nio.ByteBuffer;

/**
 * What is asked of our library off every hot path, system calls among it: by JNI with either binding, because that is ready at
 * once, and may enter the kernel.
 */
public final class PerchLibrary implements SystemCalls {
    private static final int FACTS = 6;
    private static final int OUTCOMES = 3;

    private final long pageSize;

    /** @throws UnsatisfiedLinkError if the library that was loaded is not ours */
    PerchLibrary() {
        try {
            pageSize = LibraryNatives.pageSize();
        } catch (UnsatisfiedLinkError e) {
            throw new UnsatisfiedLinkError("the library that was loaded has no " + e.getMessage());
        }
    }

    /** What the kernel and libc say about restartable sequences, as {@code perch_rseq_facts} writes it. */
    public long[] facts() {
        long[] words = new long[FACTS];
        LibraryNatives.facts(words);
        return words;
    }

    /**
     * Makes critical sections use Perch's own areas, if libc has none or is to be replaced. Where class loaders share a copy of the
     * library, all get what the first of them got.
     *
     * @return 0, a code of {@code own_area.h} or an errno
     */
    public int startOwnArea(OwnAreaWish wish) {
        synchronized (SharedCopy.lock()) {
            return LibraryNatives.useOwnAreas(wish.ordinal());
        }
    }

    /**
     * Tries in a child process whether the calling thread may set a mark; returns the verdict's number in {@code
     * rescheduling_probe.c}.
     */
    public int tryMark() {
        synchronized (SharedCopy.lock()) {
            return LibraryNatives.tryMark();
        }
    }

    /** The outcomes of the self-test, by their numbers in {@code selftest.c}. */
    public int[] selfTest() {
        int[] outcomes = new int[OUTCOMES];
        synchronized (SharedCopy.lock()) {
            LibraryNatives.selfTest(outcomes);
        }
        return outcomes;
    }

    /** Returns 0 or an errno. */
    public int registerFence() {
        return LibraryNatives.registerFence();
    }

    /** Returns 0 or an errno. */
    public int fence() {
        return LibraryNatives.fence();
    }

    /** Memory of a size that was given to {@link #giveSpare}, also by another class loader, and has no owner any more; or 0. */
    public long takeSpare(long bytes) {
        return LibraryNatives.takeSpare(bytes);
    }

    /**
     * Keeps memory until somebody can use it.
     *
     * @param owner while it is reachable, nobody gets the memory; null for nobody
     * @return whether there is room to remember it; else it is lost
     */
    public boolean giveSpare(Object owner, long address, long bytes) {
        return LibraryNatives.giveSpare(owner, address, bytes);
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        return LibraryNatives.call(number, a, b, c, d, e, f);
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        return LibraryNatives.view(address, bytes);
    }

    @Override
    public String message(int errno) {
        return LibraryNatives.message(errno);
    }

    @Override
    public String libcVersion() {
        String version = LibraryNatives.libcVersion();
        return version == null ? "unknown" : "glibc " + version;
    }
}
