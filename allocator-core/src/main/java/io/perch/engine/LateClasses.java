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
            "io.perch.debug.Site", "io.perch.profile.Profiling");

    private LateClasses() {
    }

    static void initialize() {
        for (String name : NAMES) {
            try {
                Class.forName(name, true, LateClasses.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new AssertionError("this list is wrong", e);
            }
        }
    }
}
