/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.rseq.Gcc;
import java.io.IOException;
import java.nio.file.Path;

/** Threads that the JVM has not started: {@code attached_threads.c}. */
final class AttachedThreads {
    private AttachedThreads() {
    }

    /** Compiles and loads the native part. */
    static void load(Path directory) throws IOException, InterruptedException {
        Path include = Path.of(System.getProperty("java.home"), "include");
        Path library = directory.resolve("attached_threads.so");
        Gcc.compile("attached_threads.c", library, "-shared", "-fPIC", "-pthread", "-I" + include, "-I" + include.resolve("linux"));
        System.load(library.toString());
    }

    /**
     * Has native threads attach themselves, run the body, and detach themselves, each so many times before it ends.
     *
     * @param threads 64 at the most
     * @return how many threads did all of it without an exception
     */
    static native int run(int threads, int times, Runnable body);
}
