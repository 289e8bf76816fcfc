/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.options.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Every block that is in use, is in quarantine, or was freed lately. Safe for use by several threads. */
final class Ledger {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getPackageName());
    /** Blocks remembered after they left the quarantine, so that a late second free still finds their stacks. */
    private static final int REMEMBERED = 4096;
    private static final int VIOLATIONS_KEPT = 100;

    private long quarantineBytes;
    private final Map<Long, CheckedBlock> inUse = new HashMap<>();
    private final Map<Long, CheckedBlock> freed = new LinkedHashMap<>();
    private final Deque<CheckedBlock> quarantine = new ArrayDeque<>();
    private final List<BlockViolation> violations = new ArrayList<>();
    private long heldBack;
    /** Of these, the part of each partition; read without the lock, which a snapshot of the tiers must not wait for. */
    private final AtomicLongArray heldBackOf = new AtomicLongArray(Option.MOST_NODES);

    Ledger(long quarantineBytes) {
        this.quarantineBytes = quarantineBytes;
    }

    synchronized void add(CheckedBlock block) {
        block.fillZones();
        freed.remove(block.address());
        inUse.put(block.address(), block);
    }

    /** A block in use, or null. */
    synchronized CheckedBlock find(long address) {
        return inUse.get(address);
    }

    /**
     * Takes a block back: poisons it, and holds it back for a while.
     *
     * @throws BlockViolation if it is not in use, in which case nothing is changed; or if its red zones were written to
     */
    synchronized void free(long address) {
        // Made once: behind the line below, a full heap would leave the block in use and in quarantine.
        Long key = address;
        CheckedBlock block = inUse.get(key);
        if (block == null) {
            CheckedBlock known = freed.get(key);
            throw noted(known == null
                    ? new BlockViolation("0x" + Long.toHexString(address) + " was never given out by this allocator", null)
                    : new BlockViolation(known + " is freed twice", known));
        }
        String damage = block.damage();
        Site site = new Site("freed");
        freed.put(key, block);
        quarantine.add(block);
        // It changes hands here; what failed before has changed nothing that matters.
        heldBack += block.room();
        count(block.partition(), block.room());
        inUse.remove(key);
        try {
            block.free(site);
            evict(quarantineBytes);
        } catch (StackOverflowError | OutOfMemoryError later) {
            return;
        }
        if (damage != null) {
            throw noted(new BlockViolation(block + " " + damage, block));
        }
    }

    /** Lets all blocks out of the quarantine. */
    synchronized void flush() {
        evict(0);
    }

    /** Reports what is in use, and holds nothing back from now on. */
    synchronized void close() {
        reportLeaks();
        quarantineBytes = 0;
        evict(0);
    }

    private void evict(long most) {
        while (heldBack > most) {
            CheckedBlock oldest = quarantine.element();
            String damage = oldest.lateDamage();
            if (damage != null) {
                noted(new BlockViolation(oldest + " " + damage, oldest));
            }
            int partition = oldest.partition();
            boolean gone = true;
            try {
                oldest.release();
            } catch (StackOverflowError stays) {
                gone = false;
                throw stays;
            } finally {
                if (gone) {
                    quarantine.remove();
                    heldBack -= oldest.room();
                    count(partition, -oldest.room());
                }
            }
        }
        while (freed.size() > REMEMBERED + quarantine.size()) {
            freed.remove(freed.keySet().iterator().next());
        }
    }

    private void count(int partition, long bytes) {
        if (partition >= 0) {
            heldBackOf.addAndGet(partition, bytes);
        }
    }

    /** Bytes of a partition's blocks that are held back. Needs no lock. */
    long quarantined(int partition) {
        return heldBackOf.get(partition);
    }

    private BlockViolation noted(BlockViolation violation) {
        LOG.log(System.Logger.Level.ERROR, violation.getMessage(), violation);
        if (violations.size() < VIOLATIONS_KEPT) {
            violations.add(violation);
        }
        return violation;
    }

    /** The first violations. */
    synchronized List<BlockViolation> violations() {
        return List.copyOf(violations);
    }

    /** A line for each place that allocated blocks in use, the one with the most blocks first. */
    synchronized List<String> inUseBySite() {
        Map<String, List<CheckedBlock>> sites = new HashMap<>();
        inUse.values().forEach(block -> sites.computeIfAbsent(block.allocated().caller(), site -> new ArrayList<>()).add(block));
        return sites.entrySet().stream()
                .sorted((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()))
                .map(site -> site.getValue().size() + " blocks, " + bytes(site.getValue()) + " bytes, allocated at "
                        + site.getKey())
                .toList();
    }

    private static long bytes(Collection<CheckedBlock> blocks) {
        return blocks.stream().mapToLong(CheckedBlock::size).sum();
    }

    private void reportLeaks() {
        List<String> sites = inUseBySite();
        if (!sites.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "closed with blocks in use:\n  " + String.join("\n  ", sites));
        }
    }
}
