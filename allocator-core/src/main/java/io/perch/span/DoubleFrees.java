/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.sizeclass.SizeClasses;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Blocks of a size class that were freed although they were free: counted, and told to whoever can do something about it. All
 * methods may be called from any thread.
 */
final class DoubleFrees {
    private final int sizeClass;
    private final AtomicLong count = new AtomicLong();
    /** A block that was found, and of which nobody was told; 0 if there is none, and -1 for ever after one was logged. */
    private final AtomicLong untold = new AtomicLong();

    DoubleFrees(int sizeClass) {
        this.sizeClass = sizeClass;
    }

    /** How many there were. */
    long count() {
        return count.get();
    }

    /** Counts one, and makes what is thrown to the thread that frees it. */
    IllegalArgumentException refused(long block) {
        count.incrementAndGet();
        return new IllegalArgumentException(text(block) + " is freed twice");
    }

    /** Counts one that another thread may have caused. It is kept for {@link #tell}, because the caller holds a lock. */
    void found(long block) {
        count.incrementAndGet();
        untold.compareAndSet(0, block);
    }

    /** Logs the first that was found. A log that fails is no reason to fail. */
    void tell() {
        long block = untold.get();
        if (block > 0 && untold.compareAndSet(block, -1)) {
            try {
                // Not in a constant: the JDK's first logger opens files, and a class that finds no descriptor for them is given up.
                System.getLogger("io.perch").log(System.Logger.Level.ERROR, text(block) + " was freed twice, as was seen when it"
                        + " came back to its span. Not the thread that logs this is to blame: perch.hardened=true throws where it"
                        + " happens. Further ones of this size are counted only.");
            } catch (RuntimeException | Error ignored) {
                return;
            }
        }
    }

    private String text(long block) {
        return "0x" + Long.toHexString(block) + ", a block of " + SizeClasses.size(sizeClass) + " bytes (class " + sizeClass + "),";
    }
}
