/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.arena.ReservedSpace;
import io.perch.options.Mode;
import io.perch.options.Option;
import io.perch.options.OptionValues;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.LocationCalls;
import io.perch.slab.FrontEnd;
import io.perch.slab.PartitionedRseqSlabs;
import io.perch.slab.PartitionedStripedSlabs;
import io.perch.slab.RseqSlabs;
import io.perch.slab.StripedSlabs;
import io.perch.topology.Topology;

/** Makes the caches of an allocator. They are chosen once, so that the hot path decides nothing. */
final class FrontEndChoice {
    private FrontEndChoice() {
    }

    static FrontEnd make(OptionValues options, ModeChoice choice, NativePlatform platform, BackEnd back) {
        long budget = options.number(Option.SLAB_BYTES);
        return choice.mode() == Mode.STRIPED ? striped(budget, platform, back) : rseq(budget, choice.index(), platform, back);
    }

    private static FrontEnd striped(long budget, NativePlatform platform, BackEnd back) {
        int cpus = Runtime.getRuntime().availableProcessors();
        if (back.partitions.count() == 1) {
            return new StripedSlabs(cpus, budget, back.transfer[0]);
        }
        LocationCalls location = platform.locationCalls();
        return new PartitionedStripedSlabs(cpus, budget, back.transfer, back.spans,
                () -> back.partitions.ofCpu(location.cpu()),
                back.traffic);
    }

    private static FrontEnd rseq(long budget, IndexMode mode, NativePlatform platform, BackEnd back) {
        // The kernel's nodes, even if a test invents others: critical sections index by the kernel's.
        int nodes = Topology.read().possibleNodes(SlabLayout.MAX_NODES);
        if (back.partitions.count() > 1) {
            return new PartitionedRseqSlabs(platform, mode, nodes, back.limit, budget, back.partitions, back.transfer,
                    back.spans,
                    (ReservedSpace) back.space, back.traffic);
        }
        return new RseqSlabs(platform, mode, nodes, back.limit, budget, back.transfer[0]);
    }
}
