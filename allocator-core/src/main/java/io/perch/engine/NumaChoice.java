/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.options.NumaPolicy;
import io.perch.options.Option;
import io.perch.options.OptionValues;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Partitions;
import io.perch.topology.Topology;

/**
 * How many NUMA nodes an allocator tells apart, and why there are no more.
 *
 * @param partitions where memory can be
 * @param policy     how firmly; {@link NumaPolicy#OFF} if there is one partition
 * @param reason     why there is only one partition; empty if there are several
 */
public record NumaChoice(Partitions partitions, NumaPolicy policy, String reason) {
    /** Decides by what is wanted and what there is. */
    public static NumaChoice of(OptionValues options, NativePlatform platform, Topology topology) {
        NumaPolicy wanted = options.word(Option.NUMA, NumaPolicy.class);
        if (wanted == NumaPolicy.OFF) {
            return one(topology, "switched off by perch.numa");
        }
        if (platform.memory() == null) {
            return one(topology, "no system calls: " + platform.memoryReason());
        }
        if (platform.locationCalls().cpu() < 0) {
            return one(topology, "nobody can tell where a thread runs: the binding is " + platform.binding());
        }
        Partitions partitions = Partitions.of(topology, (int) options.number(Option.NUMA_NODES));
        if (partitions.count() > 1) {
            return new NumaChoice(partitions, wanted, "");
        }
        return new NumaChoice(partitions, NumaPolicy.OFF, topology.memoryNodes().size() > 1
                ? Option.NUMA_NODES.property() + " is 1" : "the memory of this process is on one node");
    }

    private static NumaChoice one(Topology topology, String reason) {
        return new NumaChoice(Partitions.of(topology, 1), NumaPolicy.OFF, reason);
    }
}
