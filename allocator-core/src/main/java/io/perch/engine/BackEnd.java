/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.arena.AddressSpace;
import io.perch.arena.Arena;
import io.perch.arena.ChunkedSpace;
import io.perch.arena.MemoryLimit;
import io.perch.arena.Placement;
import io.perch.arena.PlacementOptions;
import io.perch.arena.ReservedSpace;
import io.perch.debug.OwnerCheck;
import io.perch.options.HugePages;
import io.perch.options.Option;
import io.perch.options.OptionValues;
import io.perch.os.Chance;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.slab.NumaTraffic;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.topology.CacheDomains;
import io.perch.topology.Partitions;
import io.perch.topology.Topology;
import io.perch.transfer.TransferCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/** Everything behind the front end, for each partition: transfer caches, spans and the arena, wired together. */
final class BackEnd {
    /** No address space smaller than this is tried. */
    private static final long LEAST_RESERVATION = 64 << 20;
    /** Bytes of 2³¹ pages, which page numbers can count. */
    private static final long MOST_RESERVATION = ((long) Integer.MAX_VALUE << SizeClasses.PAGE_SHIFT) - (16 << 20);

    final MemoryLimit limit;
    final Partitions partitions;
    final AddressSpace space;
    final SpanMap spans;
    final NumaTraffic traffic;
    /** By partition. */
    final Arena[] arenas;
    /** By partition and size class. */
    final CentralList[][] central;
    /** By partition and size class. */
    final TransferCache[][] transfer;

    /**
     * @param memory   that of the operating system, or null if it cannot be reached
     * @param numa     where memory can be
     * @param topology the same machine, to ask how full its nodes are, and which CPUs share a cache
     * @param cpu      the number of the CPU that the caller is on, negative if nobody can tell
     */
    BackEnd(OptionValues options, OsMemory memory, NumaChoice numa, Topology topology, IntSupplier cpu) {
        // Without memory from the system, all of ours is in the JDK's buffers, and would be counted twice.
        boolean shared = options.flag(Option.SHARED_LIMIT) && memory != null;
        limit = new MemoryLimit(options.number(Option.SOFT_LIMIT), options.number(Option.HARD_LIMIT),
                shared ? JdkBuffers.bytes() : () -> 0);
        partitions = numa.partitions();
        traffic = new NumaTraffic(partitions.count());
        // Twice the limit, because free pages between used ones may be too short for a request.
        long hard = Math.min(MOST_RESERVATION, options.number(Option.HARD_LIMIT));
        long bytes = Math.min(MOST_RESERVATION, 2 * hard + LEAST_RESERVATION);
        space = memory == null ? new ChunkedSpace(bytes)
                : reserve(memory, part(bytes), placements(options, memory, numa, topology));
        boolean made = false;
        try {
            arenas = new Arena[partitions.count()];
            for (int partition = 0; partition < arenas.length; partition++) {
                arenas[partition] = new Arena(space, partition, limit, Span::new);
            }
            spans = new SpanMap(arenas);
            if (options.flag(Option.HARDENED)) {
                spans.shuffle(seed());
            }
            CacheDomains domains = topology.cacheDomains();
            int shards = (domains.count() + partitions.count() - 1) / partitions.count();
            IntSupplier here = () -> domains.of(cpu.getAsInt());
            central = new CentralList[partitions.count()][SizeClasses.COUNT];
            transfer = new TransferCache[partitions.count()][SizeClasses.COUNT];
            for (int partition = 0; partition < arenas.length; partition++) {
                for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                    central[partition][sizeClass] = new CentralList(spans, sizeClass, partition);
                    transfer[partition][sizeClass] = new TransferCache(sizeClass, central[partition][sizeClass], shards, here);
                }
            }
            made = true;
        } finally {
            if (!made) {
                space.discard();
            }
        }
    }

    private static long seed() {
        try {
            return ByteBuffer.wrap(Chance.bytes(Long.BYTES)).getLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A single partition gets what is wanted. Each of several could get all of it, but no more than its nodes have. */
    private long part(long wanted) {
        if (partitions.count() == 1) {
            return wanted + AddressSpace.GRANULE - 1 & -AddressSpace.GRANULE;
        }
        long most = LEAST_RESERVATION;
        for (int partition = 0; partition < partitions.count(); partition++) {
            most = Math.max(most, partitions.memory(partition));
        }
        long part = Long.highestOneBit(Math.min(wanted, most) - 1) << 1;
        while (part > MOST_RESERVATION / partitions.count()) {
            part /= 2;
        }
        return part;
    }

    private Placement[] placements(OptionValues options, OsMemory memory, NumaChoice numa, Topology topology) {
        PlacementOptions wanted = new PlacementOptions(numa.policy(), options.word(Option.HUGE_PAGES, HugePages.class),
                options.flag(Option.PREFAULT), options.flag(Option.LOCK));
        Placement[] placements = new Placement[partitions.count()];
        for (int partition = 0; partition < placements.length; partition++) {
            int[] nodes = partitions.nodes(partition);
            placements[partition] = new Placement(memory, wanted, nodes, () -> topology.availableMemory(nodes));
        }
        return placements;
    }

    /** Under a limit on address space (ulimit -v), reserves as much as can be had. */
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
        drain(sizeClass -> true);
        // The first pass ends the round that is under way, the second one looks, and the third one gives back.
        for (int pass = 0; pass < 3; pass++) {
            giveBackIdle(Integer.MAX_VALUE, System.nanoTime(), 0);
        }
        for (Arena arena : arenas) {
            arena.release();
        }
    }

    /** Sends the blocks of some size classes home, and their spans without blocks in use to the arenas. */
    void drain(IntPredicate sizeClasses) {
        for (TransferCache[] caches : transfer) {
            for (int sizeClass = 0; sizeClass < caches.length; sizeClass++) {
                if (sizeClasses.test(sizeClass)) {
                    caches[sizeClass].drain();
                }
            }
        }
    }

    /** Keeps free pages and blocks where they are, or no longer does. */
    void keepFree(boolean keeps) {
        for (Arena arena : arenas) {
            arena.keepFree(keeps);
        }
        if (keeps) {
            openCaches();
        }
    }

    private void openCaches() {
        for (TransferCache[] caches : transfer) {
            for (TransferCache cache : caches) {
                cache.open();
            }
        }
    }

    /** Sends home the blocks that nobody needed since the last call; returns how many. */
    int plunder() {
        int sent = 0;
        for (TransferCache[] caches : transfer) {
            for (TransferCache cache : caches) {
                sent += cache.plunder();
            }
        }
        return sent;
    }

    /** Ends a tick of all lists, as {@link CentralList#tick}. */
    void tick() {
        for (CentralList[] lists : central) {
            for (CentralList list : lists) {
                list.tick();
            }
        }
    }

    /**
     * Gives back pages inside of spans, as {@link CentralList#giveBackIdle} does, from all lists.
     *
     * @param atMost how many spans of each list to look at
     */
    long giveBackIdle(int atMost, long now, long least) {
        long bytes = 0;
        for (CentralList[] lists : central) {
            for (CentralList list : lists) {
                bytes += list.giveBackIdle(atMost, now, least);
            }
        }
        return bytes;
    }

    /** Where hardened mode counts double frees: with those of the block's size class. */
    OwnerCheck.DoubleFrees doubleFrees() {
        return new OwnerCheck.DoubleFrees() {
            @Override
            public IllegalArgumentException refused(int sizeClass, long block) {
                return central[spans.partitionOf(block)][sizeClass].freedTwice(block);
            }

            @Override
            public void found(int sizeClass, long block) {
                central[spans.partitionOf(block)][sizeClass].foundTwice(block);
            }
        };
    }

    /** Blocks of a size class in transfer caches, counted while they change. */
    long inTransfer(int sizeClass) {
        long count = 0;
        for (TransferCache[] caches : transfer) {
            count += caches[sizeClass].count();
        }
        return count;
    }

    /** What users have, counted while it changes: {@link Snapshot} takes the locks of all tiers, for which others would wait. */
    long estimateInUse(FrontEnd slabs) {
        long bytes = 0;
        for (int partition = 0; partition < arenas.length; partition++) {
            bytes += arenas[partition].usedBytes() - slabs.quarantined(partition);
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                CentralList list = central[partition][sizeClass];
                long blocks = list.spanBlocks();
                if (blocks > 0) {
                    long free = list.freeBlocks() + transfer[partition][sizeClass].count() + slabs.count(partition, sizeClass);
                    long spans = blocks / SizeClasses.spanBlocks(sizeClass);
                    bytes -= (spans * SizeClasses.spanPages(sizeClass) << SizeClasses.PAGE_SHIFT)
                            - (blocks - free) * SizeClasses.size(sizeClass);
                }
            }
        }
        return Math.max(0, bytes);
    }

    /** Whether a class has spans; most have none. */
    boolean hasSpans(int sizeClass) {
        boolean has = false;
        for (CentralList[] lists : central) {
            has |= lists[sizeClass].spanBlocks() > 0;
        }
        return has;
    }

    /** How many spans of a class would be free at the most, if so many more blocks of it came back. */
    long mostFreeSpans(int sizeClass, long blocks) {
        long spans = 0;
        for (CentralList[] lists : central) {
            spans += lists[sizeClass].mostFreeSpans(blocks);
        }
        return spans;
    }

    /** Why the last allocation in a partition failed. */
    String refusal(int partition) {
        return arenas[partition].refusal();
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
