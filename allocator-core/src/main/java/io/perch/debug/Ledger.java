/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.options.Option;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
    /** Those in use, and those that were freed and not yet forgotten. */
    private final BlockTable blocks = new BlockTable();
    /** The one that was freed first, of those remembered; and of those held back, or null if none is. */
    private CheckedBlock remembered;
    private CheckedBlock oldest;
    private CheckedBlock newest;
    /** How many are remembered and not held back. */
    private int letGo;
    private final List<BlockViolation> violations = new ArrayList<>(VIOLATIONS_KEPT);
    /** Thrown where the heap has no room for another. */
    private final BlockViolation untold = new BlockViolation("a block was written to outside of it; the heap was too full to say"
            + " which", null);
    private long heldBack;
    /** Of these, the part of each partition; read without the lock, which a snapshot of the tiers must not wait for. */
    private final AtomicLongArray heldBackOf = new AtomicLongArray(Option.MOST_NODES);

    Ledger(long quarantineBytes) {
        this.quarantineBytes = quarantineBytes;
    }

    synchronized void add(CheckedBlock block) {
        block.fillZones();
        blocks.put(block);
    }

    /** Adds a block that has pages of its own, and returns its address; if it cannot be added, its pages go back. */
    long enter(CheckedBlock block) {
        boolean entered = false;
        try {
            add(block);
            entered = true;
        } finally {
            if (!entered) {
                block.release();
            }
        }
        return block.address();
    }

    /** Whether there is such a block, in use or freed lately. */
    synchronized boolean knows(long address) {
        return blocks.find(address) != null;
    }

    /** A block in use, or null. */
    synchronized CheckedBlock find(long address) {
        CheckedBlock block = blocks.find(address);
        return block == null || block.freed() != null ? null : block;
    }

    /**
     * Takes a block back: poisons it, and holds it back for a while. A heap that is full does not prevent it: then it may go
     * without poison, and without a note of who freed it.
     *
     * @throws BlockViolation if it is not in use, in which case nothing is changed; or if its red zones were written to
     */
    synchronized void free(long address) {
        CheckedBlock block = blocks.find(address);
        if (block == null || block.freed() != null) {
            throw noted(block == null
                    ? new BlockViolation("0x" + Long.toHexString(address) + " was never given out by this allocator", null)
                    : new BlockViolation(block + " is freed twice", block));
        }
        String damage = damage(block);
        block.free(Site.ofFree());
        hold(block);
        poison(block);
        if (damage != null) {
            throw noted(outside(block, damage));
        }
    }

    private static String damage(CheckedBlock block) {
        try {
            return block.damage();
        } catch (OutOfMemoryError noRoomForMore) {
            return "was written to outside of it";
        }
    }

    /** What is left undone for want of heap or stack is no reason to keep quiet about damage. */
    private void poison(CheckedBlock block) {
        try {
            block.poison();
            evict(quarantineBytes);
        } catch (StackOverflowError | OutOfMemoryError later) {
            return;
        }
    }

    /** Of a block that is free by now: an error of another kind would say that it is not. */
    private BlockViolation outside(CheckedBlock block, String damage) {
        try {
            return new BlockViolation(block + " " + damage, block);
        } catch (OutOfMemoryError full) {
            return untold;
        }
    }

    private void hold(CheckedBlock block) {
        if (newest == null) {
            remembered = block;
        } else {
            newest.freedNext = block;
        }
        newest = block;
        oldest = oldest == null ? block : oldest;
        heldBack += block.room();
        count(block.partition(), block.room());
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
                    heldBack -= oldest.room();
                    count(partition, -oldest.room());
                    oldest = oldest.freedNext;
                    letGo++;
                }
            }
        }
        while (letGo > REMEMBERED) {
            blocks.remove(remembered);
            remembered = remembered.freedNext;
            letGo--;
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
        try {
            if (violations.size() < VIOLATIONS_KEPT) {
                violations.add(violation);
            }
            LOG.log(System.Logger.Level.ERROR, violation.getMessage(), violation);
        } catch (OutOfMemoryError full) {
            return violation;
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
        blocks.forEach(block -> {
            if (block.freed() == null) {
                sites.computeIfAbsent(block.allocated().caller(), site -> new ArrayList<>()).add(block);
            }
        });
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
