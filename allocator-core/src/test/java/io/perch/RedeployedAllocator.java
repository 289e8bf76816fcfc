/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.util.concurrent.Callable;

/** An application that frees its last block after the close. */
public final class RedeployedAllocator implements Callable<String> {
    private static final int BLOCKS = 500;
    private static final int SIZE = 100;

    @Override
    public String call() {
        PerchAllocator allocator = PerchAllocator.create();
        long last = allocator.allocate(SIZE);
        for (int i = 1; i < BLOCKS; i++) {
            allocator.free(last);
            last = allocator.allocate(SIZE);
        }
        allocator.close();
        allocator.free(last);
        return allocator.mode().toString();
    }
}
