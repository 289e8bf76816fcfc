/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.arena.ReservedSpace;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.LocationCalls;
import io.perch.slab.CpuSlabs;
import io.perch.slab.HomeRseqSlabs;
import io.perch.slab.HomeStripedSlabs;
import io.perch.slab.RseqSlabs;
import io.perch.slab.StripedSlabs;
import io.perch.topology.Topology;

/** Makes the caches of an allocator: chosen once, so that the hot path decides nothing. */
final class FrontEnd {
    private FrontEnd() {
    }

    static CpuSlabs make(PerchConfig config, ModeChoice choice, NativePlatform platform, BackEnd back) {
        return choice.mode() == Mode.STRIPED ? striped(config, platform, back) : rseq(config, choice.index(), platform, back);
    }

    private static CpuSlabs striped(PerchConfig config, NativePlatform platform, BackEnd back) {
        int cpus = Runtime.getRuntime().availableProcessors();
        if (back.homes.count() == 1) {
            return new StripedSlabs(cpus, config.slabBytes(), back.transfer[0]);
        }
        LocationCalls location = platform.locationCalls();
        return new HomeStripedSlabs(cpus, config.slabBytes(), back.transfer, back.spans, () -> back.homes.ofCpu(location.cpu()),
                back.traffic);
    }

    private static CpuSlabs rseq(PerchConfig config, IndexMode mode, NativePlatform platform, BackEnd back) {
        // The kernel's nodes, also if a test invents others: critical sections index by those.
        int nodes = Topology.read().possibleNodes(SlabLayout.MAX_NODES);
        if (back.homes.count() > 1) {
            return new HomeRseqSlabs(platform, mode, nodes, back.limit, config.slabBytes(), back.homes, back.transfer, back.spans,
                    (ReservedSpace) back.space, back.traffic);
        }
        return new RseqSlabs(platform, mode, nodes, back.limit, config.slabBytes(), back.transfer[0]);
    }
}
