/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;

/** Calls every native method of the binding in a child JVM, for its checks to see. */
final class EveryCall {
    private EveryCall() {
    }

    private static void countAndLocate(OsMemory memory) {
        try (Slab cell = new Slab(memory, 1000)) {
            NativePlatform.get().counterCalls().add(cell.address(), 1, 1);
        }
        LocationCalls location = NativePlatform.get().locationCalls();
        location.cpu();
        location.node();
        location.kernelNode();
        location.virtualCpu();
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) {
        OsMemory memory = NativePlatform.get().memory();
        NativeFloor.get().nop();
        countAndLocate(memory);
        for (IndexMode mode : IndexMode.values()) {
            if (!NativePlatform.get().supports(mode)) {
                continue;
            }
            SlabCalls calls = NativePlatform.get().calls(mode);
            try (WideTable table = new WideTable(memory); Slab slab = new Slab(memory, 1000)) {
                slab.header(0, 10, 10, 20, 30);
                slab.open(calls.index(), table.address());
                table.setAll(slab.address());
                calls.push(table.address(), 0, slab.address());
                NativeFloor.get().pairLoop(mode, table.address(), 0, 10);
                calls.pop(table.address(), 0);
                calls.pushBatch(table.address(), 0, slab.address() + 4096, 3);
                calls.popBatch(table.address(), 0, slab.address() + 4096, 3);
                calls.grow(table.address(), 0, calls.index(), 1);
            }
        }
        NativePlatform.get().registerThread();
        SwitchCalls.get().rearm();
        SwitchCalls.get().marked();
        SwitchCalls.get().switches();
        System.out.println("the end through " + NativePlatform.get().binding());
    }
}
