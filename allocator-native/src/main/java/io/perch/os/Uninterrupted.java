/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.io.IOException;

/**
 * Work on files that an interrupt must not end. The JDK closes a channel whose thread is interrupted, before its first byte if it
 * was interrupted earlier: so the first allocator of a process would have no native library, and nor would any later one, because
 * an interrupted thread happened to make it.
 */
public final class Uninterrupted {
    /** What is done, from its start again if there was an interrupt in the middle. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run() throws IOException;
    }

    private Uninterrupted() {
    }

    /** Does it; whether the thread is interrupted is afterwards as it was, or as it became meanwhile. */
    public static <T> T run(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (IOException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
