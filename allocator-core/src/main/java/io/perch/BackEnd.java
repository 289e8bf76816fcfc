/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.arena.AddressSpace;
import io.perch.arena.Arena;
import io.perch.arena.ChunkedSpace;
import io.perch.arena.MemoryLimit;
import io.perch.arena.Placement;
import io.perch.arena.PlacementOptions;
import io.perch.arena.ReservedSpace;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.HomeTraffic;
import io.perch.span.CentralList;
import io.perch.span.SpanMap;
import io.perch.topology.Homes;
import io.perch.topology.Topology;
import io.perch.transfer.TransferCache;

/** Everything behind the front end, for each home: transfer caches, spans and the arena, wired together. */
final class BackEnd {
    /** No address space is tried that is smaller than this. */
    private static final long LEAST_RESERVATION = 64 << 20;
    /** Bytes of 2³¹ pages, which page numbers can count. */
    private static final long MOST_RESERVATION = ((long) Integer.MAX_VALUE << SizeClasses.PAGE_SHIFT) - (16 << 20);

    final MemoryLimit limit;
    final Homes homes;
    final AddressSpace space;
    final SpanMap spans;
    final HomeTraffic traffic;
    /** By home. */
    final Arena[] arenas;
    /** By home and size class. */
    final CentralList[][] central;
    /** By home and size class. */
    final TransferCache[][] transfer;

    /**
     * @param memory   the operating system's, or null if it cannot be reached
     * @param numa     where memory can be
     * @param topology the same machine, to ask how full its nodes are
     */
    BackEnd(PerchConfig config, OsMemory memory, NumaChoice numa, Topology topology) {
        limit = new MemoryLimit(config.softLimit(), config.hardLimit());
        homes = numa.homes();
        traffic = new HomeTraffic(homes.count());
        // A quarter more than the limit, because free pages between used ones may be too short for a request.
        long bytes = Math.min(MOST_RESERVATION, config.hardLimit() + config.hardLimit() / 4 + LEAST_RESERVATION);
        space = memory == null ? new ChunkedSpace(bytes) : reserve(memory, part(bytes), placements(config, memory, numa, topology));
        arenas = new Arena[homes.count()];
        for (int home = 0; home < arenas.length; home++) {
            arenas[home] = new Arena(space, home, limit);
        }
        spans = new SpanMap(arenas);
        central = new CentralList[homes.count()][SizeClasses.COUNT];
        transfer = new TransferCache[homes.count()][SizeClasses.COUNT];
        for (int home = 0; home < arenas.length; home++) {
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                central[home][sizeClass] = new CentralList(spans, sizeClass, home);
                transfer[home][sizeClass] = new TransferCache(sizeClass, central[home][sizeClass]);
            }
        }
    }

    /** One home gets what is wanted; of several each could get all of it, but no more than its nodes have. */
    private long part(long wanted) {
        if (homes.count() == 1) {
            return wanted + AddressSpace.GRANULE - 1 & -AddressSpace.GRANULE;
        }
        long most = LEAST_RESERVATION;
        for (int home = 0; home < homes.count(); home++) {
            most = Math.max(most, homes.memory(home));
        }
        long part = Long.highestOneBit(Math.min(wanted, most) - 1) << 1;
        while (part > MOST_RESERVATION / homes.count()) {
            part /= 2;
        }
        return part;
    }

    private Placement[] placements(PerchConfig config, OsMemory memory, NumaChoice numa, Topology topology) {
        PlacementOptions options = new PlacementOptions(numa.policy(), config.hugePages(), config.prefault(), config.lock());
        Placement[] placements = new Placement[homes.count()];
        for (int home = 0; home < placements.length; home++) {
            int[] nodes = homes.nodes(home);
            placements[home] = new Placement(memory, options, nodes, () -> topology.availableMemory(nodes));
        }
        return placements;
    }

    /** Under a limit of address space (ulimit -v) it is as much as can be had. */
    private static AddressSpace reserve(OsMemory memory, long wanted, Placement... placements) {
        long bytes = wanted;
        while (true) {
            try {
                return new ReservedSpace(memory, bytes, placements);
            } catch (OsMemoryException refused) {
                bytes = bytes / 2 & -AddressSpace.GRANULE;
                if (refused.errno() != OsMemoryException.ENOMEM || bytes < LEAST_RESERVATION) {
                    throw refused;
                }
            }
        }
    }

    /** Gives back what no user holds. */
    void trim() {
        for (TransferCache[] caches : transfer) {
            for (TransferCache cache : caches) {
                cache.drain();
            }
        }
        for (Arena arena : arenas) {
            arena.release();
        }
    }

    /** Sends the blocks home that nobody needed since the last call; returns how many. */
    int plunder() {
        int sent = 0;
        for (TransferCache[] caches : transfer) {
            for (TransferCache cache : caches) {
                sent += cache.plunder();
            }
        }
        return sent;
    }

    /** Why the last allocation at a home failed. */
    String refusal(int home) {
        return arenas[home].refusal();
    }

    /** Hands nothing out from now on; memory goes back as soon as nothing is in use. */
    void close() {
        for (TransferCache[] caches : transfer) {
            for (TransferCache cache : caches) {
                cache.close();
            }
        }
        for (Arena arena : arenas) {
            arena.close();
        }
    }
}
