/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.ReschedulingCalls;
import io.perch.rseq.call.SlabCalls;
import java.util.concurrent.locks.LockSupport;

/** Sets marks in a child JVM, and pops and pushes in mode {@code cpu} while they stand. */
final class ReschedulingReport {
    private static final int SLEEPS = 100;
    /** On a busy machine too, the thread is gone before its timer fires; 50 µs ended without a switch now and then. */
    private static final long SLEEP = 2_000_000;
    private static final int PAIRS = 1000;

    private ReschedulingReport() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) {
        System.out.println("reason=" + NativePlatform.get().reschedulingReason());
        if (NativePlatform.get().reschedulingReason().isEmpty()) {
            ReschedulingCalls calls = NativePlatform.get().reschedulingCalls();
            calls.rearm();
            System.out.println("sleeps noticed=" + sleepsNoticed(calls));
            System.out.println("pairs under a mark=" + pairs(calls, NativePlatform.get().calls(IndexMode.CPU)));
        }
        System.out.println("the end");
    }

    private static int sleepsNoticed(ReschedulingCalls calls) {
        int noticed = 0;
        for (int i = 0; i < SLEEPS; i++) {
            LockSupport.parkNanos(SLEEP);
            noticed += !calls.marked() && calls.rearm() > 0 ? 1 : 0;
        }
        return noticed;
    }

    /** A pair that the mark outlived is one that ran under it. */
    private static int pairs(ReschedulingCalls calls, SlabCalls slabCalls) {
        OsMemory memory = NativePlatform.get().memory();
        try (WideTable table = new WideTable(memory); MappedSlab slab = new MappedSlab(memory, 1000)) {
            slab.header(0, 10, 10, 20, 30);
            table.setAll(slab.address());
            slabCalls.push(table.address(), 0, slab.address());
            int done = 0;
            while (done < PAIRS) {
                calls.rearm();
                long block = slabCalls.pop(table.address(), 0);
                if (block != slab.address() || slabCalls.push(table.address(), 0, block) != 1) {
                    throw new AssertionError("a pop or a push failed after " + done + " pairs: " + block);
                }
                done += calls.marked() ? 1 : 0;
            }
            return done;
        }
    }
}
