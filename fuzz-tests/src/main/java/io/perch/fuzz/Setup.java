/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.TestAllocators;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;

/**
 * The configuration of a program's allocator.
 *
 * @param nodes    1, or 2 made-up ones
 * @param hardened whether all double frees have to be refused
 */
record Setup(Mode mode, long hardLimit, long slabBytes, int nodes, boolean hardened) {
    private static final Mode[] MODES = {Mode.VCPU, Mode.CPU, Mode.STRIPED};
    private static final int SIZES = 3;

    /** One of the few setups that fuzzing uses. They are small, so that every tier runs full and empty. */
    static Setup of(int number) {
        Mode mode = MODES[Math.floorMod(number, MODES.length)];
        int size = Math.floorMod(number / MODES.length, SIZES);
        int nodes = 1 + Math.floorMod(number / MODES.length / SIZES, Place.NODES);
        boolean hardened = Math.floorMod(number / MODES.length / SIZES / Place.NODES, 2) == 1;
        return new Setup(mode, PerchConfig.LEAST_LIMIT << size, PerchConfig.LEAST_SLAB << 2 * size, nodes, hardened);
    }

    PerchAllocator make() {
        return TestAllocators.allocator(PerchConfig.builder().mode(mode).hardLimit(hardLimit).softLimit(hardLimit)
                .slabBytes(slabBytes).maintenance(Maintenance.CALLER).numa(NumaPolicy.NONE).numaNodes(nodes).hardened(hardened)
                .build(),
                        Place.machine());
    }

    @Override
    public String toString() {
        return mode + " " + hardLimit + " " + slabBytes + " " + nodes + (hardened ? " hardened" : "");
    }
}
