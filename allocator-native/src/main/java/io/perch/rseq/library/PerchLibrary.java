/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/** Our library through JNA, for what is called only a few times per process. Answers are as C gives them. */
public final class PerchLibrary {
    private final NativeLibrary library;
    private final Function fence;

    /**
     * @param file the library's file, which may be deleted afterwards
     * @throws LinkageError if JNA is missing or does not work here, or the file is not our library
     */
    PerchLibrary(Path file) {
        library = NativeLibrary.getInstance(file.toString());
        fence = library.getFunction("perch_fence");
    }

    private int call(String function, Object... arguments) {
        return library.getFunction(function).invokeInt(arguments);
    }

    /** What the kernel and libc say about restartable sequences, as {@code perch_rseq_facts} writes it. */
    public long[] facts() {
        long[] words = new long[6];
        library.getFunction("perch_rseq_facts").invokeVoid(new Object[] {words});
        return words;
    }

    /**
     * Makes critical sections use Perch's own areas, if libc has none or is to be replaced.
     *
     * @return 0, a code of {@code own_area.h} or an errno
     */
    public int startOwnArea(boolean replaceLibc) {
        return call("perch_use_own_areas", replaceLibc ? 1 : 0);
    }

    /**
     * Tries in a child process whether the calling thread may set a mark; returns the verdict's number in {@code
     * rescheduling_probe.c}.
     */
    public int tryMark() {
        return call("perch_rescheduling_probe");
    }

    /** The outcomes of the self-test, by their numbers in {@code selftest.c}. */
    public int[] selfTest() {
        int[] outcomes = new int[3];
        library.getFunction("perch_selftest").invokeVoid(new Object[] {outcomes});
        return outcomes;
    }

    /** Returns 0 or an errno. */
    public int registerFence() {
        return call("perch_fence_register");
    }

    /** Returns 0 or an errno. */
    public int fence() {
        return fence.invokeInt(new Object[0]);
    }

    /** A number that the library was built with, or {@link Long#MIN_VALUE} for an unknown name. */
    long constant(String name) {
        return library.getFunction("perch_constant").invokeLong(new Object[] {name});
    }
}
