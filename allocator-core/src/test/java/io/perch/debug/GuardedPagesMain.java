/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import com.sun.jna.Pointer;
import io.perch.PerchAllocator;

/** Child program of {@link GuardedPagesIT}: misuses a guarded block, and does not come to its end. */
final class GuardedPagesMain {
    private GuardedPagesMain() {
    }

    public static void main(String[] arguments) {
        PerchAllocator allocator = PerchAllocator.create();
        long block = allocate(allocator, 4096);
        Pointer pointer = new Pointer(block);
        pointer.setMemory(0, 4096, (byte) 1);
        switch (System.getProperty("bug")) {
            case "overrun" -> pointer.setByte(4096, (byte) 1);
            case "underrun" -> {
                long begins = 1;
                while ((begins & 4095) != 0) {
                    begins = allocate(allocator, 100);
                }
                new Pointer(begins).setByte(-1, (byte) 1);
            }
            case "use after free" -> {
                allocator.free(block);
                pointer.getByte(10);
            }
            default -> throw new AssertionError();
        }
        System.out.println("nothing happened");
    }

    static long allocate(PerchAllocator allocator, int size) {
        return allocator.allocate(size);
    }
}
