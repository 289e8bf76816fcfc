/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import io.perch.Mode;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.Upkeep;

/** What a program's allocator is made with. */
record Setup(Mode mode, long hardLimit, long slabBytes) {
    private static final Mode[] MODES = {Mode.VCPU, Mode.CPU, Mode.STRIPED};

    /** One of the few that fuzzing uses: small ones, so that every tier runs full and empty. */
    static Setup of(int number) {
        Mode mode = MODES[Math.floorMod(number, MODES.length)];
        int size = Math.floorMod(number / MODES.length, 3);
        return new Setup(mode, PerchConfig.LEAST_LIMIT << size, PerchConfig.LEAST_SLAB << 2 * size);
    }

    PerchAllocator make() {
        return PerchAllocator.create(PerchConfig.builder().mode(mode).hardLimit(hardLimit).softLimit(hardLimit)
                .slabBytes(slabBytes).upkeep(Upkeep.CALLER).build());
    }

    @Override
    public String toString() {
        return mode + " " + hardLimit + " " + slabBytes;
    }
}
