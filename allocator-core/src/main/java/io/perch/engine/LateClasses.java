/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import java.util.List;

/**
 * Classes that an allocator would initialize only when it is in use. A class whose initialization finds the heap full cannot be
 * used for ever after; so that is done, and fails if it does, when an allocator is made.
 */
final class LateClasses {
    private static final List<String> NAMES = List.of("io.perch.arena.PageRun$State", "io.perch.span.SpanMap$Event",
            "io.perch.stats.PartitionCounts", "io.perch.stats.Residence", "io.perch.stats.Counter", "io.perch.rseq.SlabMemory",
            "io.perch.debug.Site", "io.perch.profile.Profiling", "io.perch.sync.FibonacciHash",
            "io.perch.engine.MaintenanceThread", "io.perch.jfr.MemoryRecording");
    private static final List<String> OF_PUBLICATION = List.of("io.perch.publish.CounterRecords",
            "io.perch.publish.CountersDirectory", "io.perch.publish.CountersWriter", "io.perch.publish.Draft",
            "io.perch.publish.PoolTable", "io.perch.publish.ProfileWriter", "io.perch.profile.Profile", "io.perch.profile.Estimate",
            "io.perch.stats.Ratio");

    private LateClasses() {
    }

    static void initialize() {
        initialize(NAMES);
    }

    /** Those that publish an allocator. */
    static void initializeForPublication() {
        initialize(OF_PUBLICATION);
    }

    private static void initialize(List<String> names) {
        for (String name : names) {
            try {
                Class.forName(name, true, LateClasses.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new AssertionError("this list is wrong", e);
            }
        }
    }
}
