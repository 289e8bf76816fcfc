/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.stats.LockKind;
import io.perch.stats.Residence;
import io.perch.sync.CountedLock;
import io.perch.sync.LockTally;
import java.util.List;
import java.util.function.Supplier;

/**
 * The memory of one partition: its part of the address space, cut into runs of pages. Runs tile the part below the frontier;
 * neighbours that are free in the same way are merged. All public methods may be called from any thread.
 *
 * <p>{@code (used + free) pages × page size = bytes charged to the limit}; released pages and those beyond the frontier are not
 * charged.
 */
public final class Arena {
    private final CountedLock lock = new CountedLock(LockKind.ARENA);
    private final AddressSpace space;
    private final int start;
    private final PageSupply pages;

    /**
     * The only arena of an address space.
     *
     * @param space where the pages are; belongs to this arena from now on
     * @param limit what commits are charged to
     */
    public Arena(AddressSpace space, MemoryLimit limit) {
        this(space, 0, limit, PageRun::new);
    }

    /**
     * The arena of a partition.
     *
     * @param space whose part for the partition belongs to this arena from now on
     * @param limit what commits are charged to, by all arenas of the space
     * @param maker makes the objects of runs
     */
    public Arena(AddressSpace space, int partition, MemoryLimit limit, Supplier<? extends PageRun> maker) {
        this.space = space;
        this.start = partition * space.partPages();
        this.pages = new PageSupply(space, partition, limit, maker);
    }

    /** Where the pages are. */
    public AddressSpace space() {
        return space;
    }

    /**
     * Takes a run of exactly {@code count} pages.
     *
     * @param count     how many, ≥ 1
     * @param alignment the run's address is a multiple of this many pages, a power of two
     * @return the run, or null if the limit, the address space or the system forbids it; {@link #refusal} tells which
     */
    public PageRun allocate(int count, int alignment) {
        lock.lock();
        try {
            return pages.allocate(count, alignment);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a run back. */
    public void free(PageRun run) {
        lock.lock();
        try {
            pages.free(run);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Decides between threads that all want to free a run: whoever claims it first does.
     *
     * @param first the page that it is to begin at
     * @return whether the caller has to {@link #free} it now; false if it is not used, or claimed already
     */
    public boolean claim(PageRun run, int first) {
        lock.lock();
        try {
            return pages.claim(run, first);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a used run longer without moving it, if the pages after it are free.
     *
     * @param count how many it shall have, more than now
     * @return whether it has them
     */
    public boolean extend(PageRun run, int count) {
        lock.lock();
        try {
            return pages.extend(run, count);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the physical memory of all free pages back to the operating system.
     *
     * @return how many bytes
     */
    public long release() {
        lock.lock();
        try {
            return pages.release();
        } finally {
            lock.unlock();
        }
    }

    /** Has free pages stay where they are until further notice, if {@code keeps}; {@link #release} gives them back all the same. */
    public void keepFree(boolean keeps) {
        lock.lock();
        try {
            pages.keepFree(keeps);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a tick of the clock by which free pages become idle. */
    public void tick() {
        lock.lock();
        try {
            pages.tick();
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link #release}, but only this tick's share of the idle pages, and where huge pages were asked for only whole ones.
     *
     * @return how many bytes
     */
    public long releaseIdle() {
        lock.lock();
        try {
            return pages.releaseIdle();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #giveBackInside} makes sense at present; an estimate, as it takes no lock. */
    public boolean givesBackInside() {
        return pages.givesBackInside();
    }

    /**
     * Gives a part of the memory of a used run back, of which nothing is in use; it has memory again when it is touched.
     *
     * @param offset bytes from the beginning of the run; like {@code bytes} a multiple of {@link AddressSpace#innerUnit}
     * @return false if the system refused
     */
    public boolean giveBackInside(PageRun run, long offset, long bytes) {
        lock.lock();
        try {
            return pages.giveBackInside(run, offset, bytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Allows no more allocations, and gives up the address space as soon as no run is in use. If the system refuses that, another
     * call tries again.
     */
    public void close() {
        lock.lock();
        try {
            pages.close();
        } finally {
            lock.unlock();
        }
    }

    /** The used run that a page is in, or null. It is what it was when the caller learned of the page, if that is still in use. */
    public PageRun runOf(int page) {
        return pages.runOf(page);
    }

    /** Bytes of all used runs; an estimate, as it takes no lock. */
    public long usedBytes() {
        return pages.usedBytes();
    }

    /** Why the last allocation failed, for a message. */
    public String refusal() {
        return pages.refusal();
    }

    /** Where the memory is, by a sample. It asks the kernel, and holds no lock meanwhile. */
    public Residence residence() {
        int usable = usablePages();
        return usable == 0 ? Residence.UNKNOWN : space.residence(start, usable);
    }

    /**
     * How many bytes have memory behind them, by a sample above 256 MiB; -1 if the system does not tell. It asks the kernel, and
     * holds no lock meanwhile.
     */
    public long residentBytes() {
        int usable = usablePages();
        return usable == 0 ? 0 : space.residentBytes(start, usable);
    }

    private int usablePages() {
        lock.lockUncounted();
        try {
            return pages.usablePages();
        } finally {
            lock.unlock();
        }
    }

    /** Fills in the arena's part of a snapshot, at one instant. */
    public void snapshot(Snapshot into) {
        lock.lockUncounted();
        try {
            pages.snapshot(into);
            into.locks.add(lock);
        } finally {
            lock.unlock();
        }
    }

    /** What an arena has, in bytes. */
    public static final class Snapshot {
        /** Handed out as spans and large blocks. */
        public long usedBytes;
        /** Free and committed. */
        public long freeBytes;
        /** Free and given back to the operating system. */
        public long releasedBytes;
        /** Address space. */
        public long reservedBytes;
        /** Times that the operating system refused to take pages or addresses back. */
        public long releaseFailures;
        /** Given back to the operating system so far. */
        public long everReleasedBytes;
        /** Of these, needed again within 100 ms. */
        public long renewedSoonBytes;
        /** Times that it refused to bind memory to the partition's nodes. */
        public long bindFailures;
        /** Times that it refused memory, huge pages, population or locking. */
        public long otherRefusals;
        /** The first refusal of each kind, in words. */
        public List<String> refusals;
        /** The counts of the lock. */
        public final LockTally locks = new LockTally();

        /** Adds the bytes, release failures and lock counts of another arena. */
        public void add(Snapshot other) {
            usedBytes += other.usedBytes;
            freeBytes += other.freeBytes;
            releasedBytes += other.releasedBytes;
            reservedBytes += other.reservedBytes;
            releaseFailures += other.releaseFailures;
            everReleasedBytes += other.everReleasedBytes;
            renewedSoonBytes += other.renewedSoonBytes;
            locks.add(other.locks);
        }
    }
}
