/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.arena.Arena;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.CentralList;
import io.perch.stats.Counter;
import io.perch.stats.NodeStats;
import io.perch.stats.PerchStats;
import io.perch.stats.PoolList;
import io.perch.stats.PoolStats;
import io.perch.stats.Residence;
import io.perch.transfer.TransferCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** Takes the statistics: locks the tiers behind the slabs from top to bottom, so that no block moves between them meanwhile. */
public final class Snapshot {
    private final FrontEnd slabs;
    private final BackEnd back;
    private final PoolList pools;

    public Snapshot(FrontEnd slabs, BackEnd back, PoolList pools) {
        this.slabs = slabs;
        this.back = back;
        this.pools = pools;
    }

    /** The statistics of this instant. */
    public PerchStats take() {
        FrontEnd.Snapshot front = new FrontEnd.Snapshot();
        slabs.snapshot(front);
        Residence[] residences = new Residence[back.arenas.length];
        for (int partition = 0; partition < residences.length; partition++) {
            residences[partition] = residences.length == 1 ? Residence.UNKNOWN : back.arenas[partition].residence();
        }
        List<PoolStats> rows = pools.stats();
        lock();
        try {
            return setByPool(count(front, residences, rows));
        } finally {
            unlock();
        }
    }

    /** In the order in which an allocation takes them, so that nobody waits in a circle. */
    private void lock() {
        for (TransferCache[] caches : back.transfer) {
            for (TransferCache cache : caches) {
                cache.lock();
            }
        }
        for (CentralList[] lists : back.central) {
            for (CentralList list : lists) {
                list.lock();
            }
        }
    }

    private void unlock() {
        for (CentralList[] lists : back.central) {
            for (CentralList list : lists) {
                list.unlock();
            }
        }
        for (TransferCache[] caches : back.transfer) {
            for (TransferCache cache : caches) {
                cache.unlock();
            }
        }
    }

    /** What size classes and large blocks have of one partition. */
    private final class Home {
        final Arena.Snapshot arena = new Arena.Snapshot();
        long inSlabs;
        long inTransfer;
        long inSpans;
        long tails;
        long doubleFrees;

        Home(int partition) {
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                long size = SizeClasses.size(sizeClass);
                CentralList list = back.central[partition][sizeClass];
                long blocks = list.spanBlocks();
                long central = list.freeBlocks();
                long transfer = back.transfer[partition][sizeClass].count();
                // Slabs change while they are counted: a block that is popped here and pushed there may be seen twice.
                long slab = Math.min(slabs.count(partition, sizeClass), blocks - central - transfer);
                inSlabs += slab * size;
                inTransfer += transfer * size;
                inSpans += central * size;
                long spans = blocks / SizeClasses.spanBlocks(sizeClass);
                tails += spans * SizeClasses.spanPages(sizeClass) * SizeClasses.PAGE_SIZE - blocks * size;
                doubleFrees += list.doubleFrees();
            }
            back.arenas[partition].snapshot(arena);
        }

        long cached() {
            return inSlabs + inTransfer + inSpans;
        }

        NodeStats stats(int partition, Residence residence) {
            return new NodeStats(Arrays.stream(back.partitions.nodes(partition)).boxed().toList(),
                    arena.usedBytes - tails - cached(),
                    cached(), tails, arena.freeBytes, arena.releasedBytes, slabs.counts(partition), residence,
                    arena.bindFailures, arena.otherRefusals, arena.refusals);
        }
    }

    private PerchStats count(FrontEnd.Snapshot front, Residence[] residences, List<PoolStats> rows) {
        Home all = new Home(0);
        List<NodeStats> nodes = new ArrayList<>();
        nodes.add(all.stats(0, residences[0]));
        for (int partition = 1; partition < back.arenas.length; partition++) {
            Home next = new Home(partition);
            nodes.add(next.stats(partition, residences[partition]));
            add(all, next);
        }
        long used = all.arena.usedBytes;
        PerchStats stats = new PerchStats(nodes, rows)
                .set(Counter.IN_USE, used - all.tails - all.cached())
                .set(Counter.CACHED_IN_SLABS, all.inSlabs)
                .set(Counter.CACHED_IN_TRANSFER, all.inTransfer)
                .set(Counter.CACHED_IN_SPANS, all.inSpans)
                .set(Counter.SPAN_TAILS, all.tails)
                .set(Counter.FREE_PAGES, all.arena.freeBytes)
                .set(Counter.METADATA, front.metadataBytes)
                .set(Counter.COMMITTED, used + all.arena.freeBytes + front.metadataBytes)
                .set(Counter.PEAK_COMMITTED, back.limit.peak())
                .set(Counter.RELEASED, all.arena.releasedBytes)
                .set(Counter.RESERVED, all.arena.reservedBytes)
                .set(Counter.SOFT_LIMIT, back.limit.soft())
                .set(Counter.HARD_LIMIT, back.limit.hard())
                .set(Counter.CACHES, front.caches)
                .set(Counter.SLAB_BUDGET, front.budgetBytes)
                .set(Counter.SLAB_AVAILABLE, front.availableBytes)
                .set(Counter.SLAB_CAPACITY, front.capacityBytes)
                .set(Counter.UNDERFLOWS, front.underflows)
                .set(Counter.OVERFLOWS, front.overflows)
                .set(Counter.RELEASE_FAILURES, all.arena.releaseFailures)
                .set(Counter.DOUBLE_FREES, all.doubleFrees)
                .set(Counter.REMOTE_OPERATIONS, front.remoteOperations ? 1 : 0);
        return setByNode(stats, nodes);
    }

    /** The sums over all nodes. */
    private static PerchStats setByNode(PerchStats stats, List<NodeStats> nodes) {
        return stats.set(Counter.NODES, nodes.size())
                .set(Counter.LOCAL_ALLOCATIONS, sum(nodes, node -> node.calls().localAllocations()))
                .set(Counter.REMOTE_ALLOCATIONS, sum(nodes, node -> node.calls().remoteAllocations()))
                .set(Counter.LOCAL_FREES, sum(nodes, node -> node.calls().localFrees()))
                .set(Counter.REMOTE_FREES, sum(nodes, node -> node.calls().remoteFrees()))
                .set(Counter.FLUSHED_HOME, sum(nodes, node -> node.calls().flushedBytes()))
                .set(Counter.RESIDENT_AT_HOME, sum(nodes, node -> node.residence().here()))
                .set(Counter.RESIDENT_ELSEWHERE, sum(nodes, node -> node.residence().elsewhere()))
                .set(Counter.BIND_FAILURES, sum(nodes, NodeStats::bindFailures))
                .set(Counter.OTHER_REFUSALS, sum(nodes, NodeStats::otherRefusals));
    }

    private PerchStats setByPool(PerchStats stats) {
        return stats.set(Counter.POOLS, stats.pools().size())
                .set(Counter.POOL_QUOTA, sum(stats.pools(), PoolStats::quota))
                .set(Counter.POOL_IN_USE, sum(stats.pools(), PoolStats::inUse))
                .set(Counter.POOL_EXHAUSTIONS, pools.exhaustions().sum())
                .set(Counter.POOL_LEAKS, pools.leaks().sum());
    }

    private static <T> long sum(List<T> rows, ToLongFunction<T> value) {
        return rows.stream().mapToLong(value).sum();
    }

    private static void add(Home to, Home from) {
        to.inSlabs += from.inSlabs;
        to.inTransfer += from.inTransfer;
        to.inSpans += from.inSpans;
        to.tails += from.tails;
        to.doubleFrees += from.doubleFrees;
        to.arena.add(from.arena);
    }
}
