/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/** Our library through JNA, for what is called a few times in a process. */
final class PerchLibrary {
    private final NativeLibrary library;
    private final Function fence;

    /**
     * @param file the library's file, which may be deleted afterwards
     * @throws LinkageError if JNA is missing or does not work here, or the file is no library of ours
     */
    PerchLibrary(Path file) {
        library = NativeLibrary.getInstance(file.toString());
        fence = library.getFunction("perch_fence");
    }

    RseqFacts facts() {
        long[] words = new long[6];
        library.getFunction("perch_rseq_facts").invokeVoid(new Object[] {words});
        return RseqFacts.of(words);
    }

    /** Has critical sections use Perch's own areas, if libc has none or is to be replaced. Returns a code of {@link OwnArea}. */
    int startOwnArea(boolean replaceLibc) {
        return library.getFunction("perch_use_own_areas").invokeInt(new Object[] {replaceLibc ? 1 : 0});
    }

    /** Tries in a child process whether the calling thread may set a mark. */
    SwitchProbe.Verdict tryMark() {
        return SwitchProbe.Verdict.values()[library.getFunction("perch_notify_probe").invokeInt(new Object[0])];
    }

    SelfTest selfTest() {
        int[] outcomes = new int[3];
        library.getFunction("perch_selftest").invokeVoid(new Object[] {outcomes});
        return SelfTest.of(outcomes);
    }

    /** Returns 0 or an errno. */
    int registerFence() {
        return library.getFunction("perch_fence_register").invokeInt(new Object[0]);
    }

    /** Returns 0 or an errno. */
    int fence() {
        return fence.invokeInt(new Object[0]);
    }

    /** A number that the library was built with, or {@link Long#MIN_VALUE} for an unknown name. */
    long constant(String name) {
        return library.getFunction("perch_constant").invokeLong(new Object[] {name});
    }
}
