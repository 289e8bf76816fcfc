/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.call.SlabCalls;

/** Calls every native method of the binding in a child JVM, for its checks to see. */
final class EveryCall {
    private EveryCall() {
    }

    private static void countAndLocate(OsMemory memory) {
        try (MappedSlab cell = new MappedSlab(memory, 1000)) {
            NativePlatform.get().counterCalls().add(cell.address(), 1, 1);
        }
        LocationCalls location = NativePlatform.get().locationCalls();
        location.cpu();
        location.node();
        location.kernelNode();
        location.virtualCpu();
    }

    /** Class 0 and list 0, so that the slab is of the block's partition. */
    private static void useSlab(SlabCalls calls, OsMemory memory) {
        try (WideTable table = new WideTable(memory); MappedSlab slab = new MappedSlab(memory, 1000)) {
            slab.header(0, 10, 10, 20, 30);
            slab.open(calls.index(), table.address());
            table.setAll(slab.address());
            calls.push(table.address(), 0, slab.address());
            calls.pop(table.address(), 0);
            calls.pushBatch(table.address(), 0, slab.address() + 4096, 3);
            calls.popBatch(table.address(), 0, slab.address() + 4096, 3);
            calls.grow(table.address(), 0, calls.index(), 1);
        }
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) {
        OsMemory memory = NativePlatform.get().memory();
        countAndLocate(memory);
        for (IndexMode mode : IndexMode.values()) {
            if (!NativePlatform.get().supports(mode)) {
                continue;
            }
            useSlab(NativePlatform.get().calls(mode), memory);
            useSlab(NativePlatform.get().partitionedCalls(mode), memory);
        }
        NativePlatform.get().registerThread();
        NativePlatform.get().reschedulingCalls().rearm();
        NativePlatform.get().reschedulingCalls().marked();
        NativePlatform.get().reschedulingCalls().switches();
        System.out.println("the end through " + NativePlatform.get().binding());
    }
}
