/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.PerchConfig;
import io.perch.arena.ReservedSpace;
import io.perch.options.Mode;
import io.perch.rseq.IndexMode;
import io.perch.rseq.LocationCalls;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.slab.FrontEnd;
import io.perch.slab.PartitionedRseqSlabs;
import io.perch.slab.PartitionedStripedSlabs;
import io.perch.slab.RseqSlabs;
import io.perch.slab.StripedSlabs;
import io.perch.topology.Topology;

/** Makes the caches of an allocator: chosen once, so that the hot path decides nothing. */
public final class FrontEndChoice {
    private FrontEndChoice() {
    }

    public static FrontEnd make(PerchConfig config, ModeChoice choice, NativePlatform platform, BackEnd back) {
        return choice.mode() == Mode.STRIPED ? striped(config, platform, back) : rseq(config, choice.index(), platform, back);
    }

    private static FrontEnd striped(PerchConfig config, NativePlatform platform, BackEnd back) {
        int cpus = Runtime.getRuntime().availableProcessors();
        if (back.partitions.count() == 1) {
            return new StripedSlabs(cpus, config.slabBytes(), back.transfer[0]);
        }
        LocationCalls location = platform.locationCalls();
        return new PartitionedStripedSlabs(cpus, config.slabBytes(), back.transfer, back.spans,
                () -> back.partitions.ofCpu(location.cpu()),
                back.traffic);
    }

    private static FrontEnd rseq(PerchConfig config, IndexMode mode, NativePlatform platform, BackEnd back) {
        // The kernel's nodes, also if a test invents others: critical sections index by those.
        int nodes = Topology.read().possibleNodes(SlabLayout.MAX_NODES);
        if (back.partitions.count() > 1) {
            return new PartitionedRseqSlabs(platform, mode, nodes, back.limit, config.slabBytes(), back.partitions, back.transfer,
                    back.spans,
                    (ReservedSpace) back.space, back.traffic);
        }
        return new RseqSlabs(platform, mode, nodes, back.limit, config.slabBytes(), back.transfer[0]);
    }
}
