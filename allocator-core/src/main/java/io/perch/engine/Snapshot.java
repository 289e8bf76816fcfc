/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.arena.Arena;
import io.perch.debug.Checks;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.CentralList;
import io.perch.stats.Counter;
import io.perch.stats.LockStats;
import io.perch.stats.NodeStats;
import io.perch.stats.PerchStats;
import io.perch.stats.PoolStats;
import io.perch.stats.Residence;
import io.perch.sync.LockTally;
import io.perch.transfer.TransferCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Takes the statistics: locks the tiers behind the slabs from top to bottom, so that no block moves between them meanwhile. */
final class Snapshot {
    private final FrontEnd slabs;
    private final BackEnd back;
    private final SlowPath slow;
    private final PoolList pools;
    private final Checks guards;
    private final long maintenance;

    /**
     * Takes nothing yet.
     *
     * @param guards      null if no block is guarded, or the front end knows of them
     * @param maintenance as {@link Counter#MAINTENANCE}
     */
    Snapshot(FrontEnd slabs, BackEnd back, SlowPath slow, PoolList pools, Checks guards, long maintenance) {
        this.guards = guards;
        this.slabs = slabs;
        this.back = back;
        this.slow = slow;
        this.pools = pools;
        this.maintenance = maintenance;
    }

    PerchStats take() {
        FrontEnd.Snapshot front = new FrontEnd.Snapshot();
        slabs.snapshot(front);
        if (guards != null) {
            guards.snapshot(front);
        }
        BeforeLocks[] before = new BeforeLocks[back.arenas.length];
        for (int partition = 0; partition < before.length; partition++) {
            before[partition] = new BeforeLocks(partition);
        }
        List<PoolStats> rows = pools.stats();
        lock();
        try {
            return count(front, before, rows);
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

    /** What the kernel says of a partition, and what is kept behind locks that a free holds before it needs those here. */
    private final class BeforeLocks {
        final Residence residence;
        final long resident;
        final long quarantine;

        BeforeLocks(int partition) {
            Arena arena = back.arenas[partition];
            residence = back.arenas.length == 1 ? Residence.UNKNOWN : arena.residence();
            resident = arena.residentBytes();
            quarantine = slabs.quarantined(partition);
        }
    }

    /** What size classes and large blocks have of one partition. */
    private final class PartitionTotals {
        final Arena.Snapshot arena = new Arena.Snapshot();
        long quarantine;
        long resident;
        long inEmptySpans;
        long inSlabs;
        long inTransfer;
        long inSpans;
        long tails;
        long doubleFrees;
        long releasedInSpans;

        PartitionTotals(int partition, BeforeLocks before) {
            back.arenas[partition].snapshot(arena);
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
                inEmptySpans += list.emptyBlocks() * size;
                long spans = blocks / SizeClasses.spanBlocks(sizeClass);
                tails += spans * SizeClasses.spanPages(sizeClass) * SizeClasses.PAGE_SIZE - blocks * size;
                doubleFrees += list.doubleFrees();
                releasedInSpans += list.hollowBytes();
                arena.everReleasedBytes += list.givenBackBytes();
                arena.renewedSoonBytes += list.neededSoonBytes();
            }
            // What left the quarantine since it was counted is in a tier by now.
            quarantine = Math.min(before.quarantine, arena.usedBytes - tails - cached());
            resident = before.resident < 0 ? arena.usedBytes + arena.freeBytes : before.resident;
        }

        /** What the caches were refused belongs to no node. */
        void addOfNoNode(FrontEnd.Snapshot front) {
            arena.releaseFailures += front.releaseFailures;
            arena.otherRefusals += front.otherRefusals;
            arena.refusals = Stream.concat(arena.refusals.stream(), front.refusals.stream()).toList();
        }

        long cached() {
            return inSlabs + inTransfer + inSpans + quarantine;
        }

        NodeStats stats(int partition, Residence residence) {
            return new NodeStats(Arrays.stream(back.partitions.nodes(partition)).boxed().toList(),
                    arena.usedBytes - tails - cached(), cached(), inSpans - inEmptySpans, quarantine, tails, arena.freeBytes,
                    arena.releasedBytes, arena.everReleasedBytes, arena.renewedSoonBytes, slabs.counts(partition), residence,
                    arena.bindFailures, arena.otherRefusals, arena.refusals);
        }
    }

    private PerchStats count(FrontEnd.Snapshot front, BeforeLocks[] before, List<PoolStats> rows) {
        PartitionTotals all = new PartitionTotals(0, before[0]);
        all.addOfNoNode(front);
        List<NodeStats> nodes = new ArrayList<>();
        nodes.add(all.stats(0, before[0].residence));
        for (int partition = 1; partition < back.arenas.length; partition++) {
            PartitionTotals next = new PartitionTotals(partition, before[partition]);
            nodes.add(next.stats(partition, before[partition].residence));
            add(all, next);
        }
        List<LockStats> locks = locks(front.locks, all.arena.locks);
        long used = all.arena.usedBytes;
        Map<Counter, Long> values = new EnumMap<>(Counter.class);
        values.put(Counter.IN_USE, used - all.tails - all.cached());
        values.put(Counter.CACHED_IN_SLABS, all.inSlabs);
        values.put(Counter.CACHED_IN_TRANSFER, all.inTransfer);
        values.put(Counter.EMPTY_SPANS, all.inEmptySpans);
        values.put(Counter.PINNED, all.inSpans - all.inEmptySpans);
        values.put(Counter.QUARANTINE, all.quarantine);
        values.put(Counter.SPAN_TAILS, all.tails);
        values.put(Counter.FREE_PAGES, all.arena.freeBytes);
        values.put(Counter.METADATA, front.metadataBytes);
        values.put(Counter.COMMITTED, used + all.arena.freeBytes + front.metadataBytes);
        values.put(Counter.PEAK_COMMITTED, back.limit.peak());
        values.put(Counter.RELEASED, all.arena.releasedBytes);
        values.put(Counter.RELEASED_IN_SPANS, all.releasedInSpans);
        values.put(Counter.RELEASED_SO_FAR, all.arena.everReleasedBytes);
        values.put(Counter.THRASHED, all.arena.renewedSoonBytes);
        values.put(Counter.RESIDENT, all.resident);
        values.put(Counter.RESERVED, all.arena.reservedBytes);
        values.put(Counter.SOFT_LIMIT, back.limit.soft());
        values.put(Counter.HARD_LIMIT, back.limit.hard());
        values.put(Counter.CACHES, (long) front.caches);
        values.put(Counter.SLAB_BUDGET, front.budgetBytes);
        values.put(Counter.SLAB_AVAILABLE, front.availableBytes);
        values.put(Counter.SLAB_CAPACITY, front.capacityBytes);
        values.put(Counter.UNDERFLOWS, front.underflows);
        values.put(Counter.OVERFLOWS, front.overflows);
        values.put(Counter.RELEASE_FAILURES, all.arena.releaseFailures);
        values.put(Counter.DOUBLE_FREES, all.doubleFrees);
        values.put(Counter.REMOTE_OPERATIONS, front.remoteOperations ? 1L : 0L);
        values.put(Counter.MAINTENANCE, maintenance);
        values.put(Counter.GUARDED, front.guardedBlocks);
        putByNode(values, nodes);
        putByPool(values, rows);
        putByLock(values, locks);
        return new PerchStats(values, nodes, rows, locks);
    }

    /** Adds those of the tiers that are locked now to what was counted of the others. */
    private List<LockStats> locks(LockTally front, LockTally arenas) {
        LockTally tally = new LockTally();
        tally.add(front);
        tally.add(arenas);
        slow.addLocks(tally);
        for (TransferCache[] caches : back.transfer) {
            for (TransferCache cache : caches) {
                cache.addLocks(tally);
            }
        }
        for (CentralList[] lists : back.central) {
            for (CentralList list : lists) {
                list.addLocks(tally);
            }
        }
        back.spans.addLocks(tally);
        back.limit.addChanges(tally);
        return tally.sums();
    }

    private static void putByLock(Map<Counter, Long> values, List<LockStats> locks) {
        List<LockStats> shared = locks.stream().filter(lock -> lock.kind().isShared()).toList();
        values.put(Counter.SHARED_LOCKS, sum(shared, LockStats::acquisitions));
        values.put(Counter.LOCK_WAITS, sum(locks, LockStats::contended));
        values.put(Counter.LOCK_SPINS, sum(locks, LockStats::spins));
    }

    /** The sums over all nodes. */
    private static void putByNode(Map<Counter, Long> values, List<NodeStats> nodes) {
        values.put(Counter.NODES, (long) nodes.size());
        values.put(Counter.LOCAL_ALLOCATIONS, sum(nodes, node -> node.calls().localAllocations()));
        values.put(Counter.REMOTE_ALLOCATIONS, sum(nodes, node -> node.calls().remoteAllocations()));
        values.put(Counter.LOCAL_FREES, sum(nodes, node -> node.calls().localFrees()));
        values.put(Counter.REMOTE_FREES, sum(nodes, node -> node.calls().remoteFrees()));
        values.put(Counter.FLUSHED_HOME, sum(nodes, node -> node.calls().flushedBytes()));
        values.put(Counter.RESIDENT_AT_HOME, sum(nodes, node -> node.residence().here()));
        values.put(Counter.RESIDENT_ELSEWHERE, sum(nodes, node -> node.residence().elsewhere()));
        values.put(Counter.BIND_FAILURES, sum(nodes, NodeStats::bindFailures));
        values.put(Counter.OTHER_REFUSALS, sum(nodes, NodeStats::otherRefusals));
    }

    private void putByPool(Map<Counter, Long> values, List<PoolStats> rows) {
        values.put(Counter.POOLS, (long) rows.size());
        values.put(Counter.POOL_QUOTA, sum(rows, PoolStats::quota));
        values.put(Counter.POOL_IN_USE, sum(rows, PoolStats::inUse));
        values.put(Counter.POOL_EXHAUSTIONS, pools.exhaustions().sum());
        values.put(Counter.POOL_LEAKS, pools.leaks().sum());
    }

    private static <T> long sum(List<T> rows, ToLongFunction<T> value) {
        return rows.stream().mapToLong(value).sum();
    }

    private static void add(PartitionTotals to, PartitionTotals from) {
        to.inSlabs += from.inSlabs;
        to.inTransfer += from.inTransfer;
        to.inSpans += from.inSpans;
        to.inEmptySpans += from.inEmptySpans;
        to.quarantine += from.quarantine;
        to.resident += from.resident;
        to.tails += from.tails;
        to.doubleFrees += from.doubleFrees;
        to.releasedInSpans += from.releasedInSpans;
        to.arena.add(from.arena);
    }
}
