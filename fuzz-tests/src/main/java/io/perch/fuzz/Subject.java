/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import io.perch.BlockAccess;
import io.perch.PerchAllocator;
import io.perch.PerchOutOfMemoryError;
import io.perch.options.Mode;
import io.perch.slab.FrontEnd;
import io.perch.stats.NodeStats;
import io.perch.stats.PerchStats;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The allocator under test and its model: every operation is done to both, and the results are compared. */
final class Subject implements AutoCloseable {
    private static final ExecutorService OTHER_THREAD = otherThread();

    private static final int MOST_BLOCKS = 256;
    /** More than a node commits for one allocation on top of the allocation itself. */
    private static final long ROOM = 6 << 20;

    private final Setup setup;
    private final Place place = new Place();
    private final PerchAllocator allocator;
    private final Model model;
    private long calls;
    private long doubleFrees;

    Subject(Setup setup) {
        this.setup = setup;
        this.allocator = setup.make();
        this.model = new Model(allocator);
    }

    /** Started at once: a thread inherits the CPUs of the thread that starts it, and programs confine theirs to one. */
    private static ExecutorService otherThread() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "other");
            thread.setDaemon(true);
            return thread;
        });
        one.prestartCoreThread();
        return one;
    }

    PerchAllocator allocator() {
        return allocator;
    }

    /** How often the allocator was called. */
    long calls() {
        return calls;
    }

    Place place() {
        return place;
    }

    /** Returns whether there was memory. */
    boolean allocate(long size, long alignment) {
        // In this mode the kernel names the node, and it does not know the ones that are made up.
        int node = setup.mode() == Mode.VCPU ? Model.ANY_NODE : place.node();
        return allocate(size, alignment, node,
                () -> alignment == 1 ? allocator.allocate(size) : allocator.allocate(size, alignment));
    }

    /** @param which an index, modulo the number of nodes */
    void allocateOnNode(long size, int which) {
        int node = which % setup.nodes();
        allocate(size, 1, node, () -> allocator.allocateOnNode(size, node));
    }

    private boolean allocate(long size, long alignment, int node, LongSupplier allocation) {
        calls++;
        boolean room = allocator.committed() + size + alignment + ROOM <= setup.hardLimit();
        long address;
        try {
            address = allocation.getAsLong();
        } catch (PerchOutOfMemoryError refused) {
            require(model.used() > 0 || size + alignment > setup.hardLimit() / 2, "refused although nothing is in use: "
                    + refused.getMessage());
            return false;
        }
        model.add(address, size, alignment, room && setup.nodes() > 1 ? node : Model.ANY_NODE);
        return true;
    }

    void free(int which, Freeing way) {
        Model.Block block = model.remove(which);
        if (block == null) {
            return;
        }
        calls++;
        switch (block.aligned() && way == Freeing.BY_SIZE ? Freeing.BY_ADDRESS : way) {
            case BY_ADDRESS -> allocator.free(block.address());
            case BY_SIZE -> allocator.free(block.address(), block.usable());
            case REMOTELY -> remotely(() -> allocator.free(block.address()));
            default -> throw new AssertionError(way);
        }
        if (setup.hardened()) {
            freeAgain(block);
        }
    }

    private void freeAgain(Model.Block block) {
        calls++;
        try {
            allocator.free(block.address());
        } catch (IllegalArgumentException refused) {
            // If its span is gone as well, it is no block.
            doubleFrees += refused.getMessage().endsWith("is freed twice") ? 1 : 0;
            return;
        }
        throw new AssertionError("freed twice: " + block);
    }

    private static void remotely(Runnable task) {
        try {
            OTHER_THREAD.submit(task).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("in the other thread", e);
        }
    }

    void freeInterior(int which, long offset) {
        Model.Block block = model.get(which);
        if (block == null || offset >= block.usable()) {
            return;
        }
        calls++;
        try {
            allocator.free(block.address() + offset);
        } catch (IllegalArgumentException refused) {
            return;
        }
        throw new AssertionError("an address inside a block was freed: " + block + " + " + offset);
    }

    FrontEnd frontEnd() {
        return BlockAccess.of(allocator).frontEnd();
    }

    void giveBackSurplus() {
        frontEnd().giveBackSurplus();
        frontEnd().watch();
        frontEnd().giveBackSurplus();
    }

    void trim() {
        allocator.trim();
        PerchStats stats = allocator.stats();
        long cached = stats.cachedInSlabs() + stats.cachedInTransfer();
        require(cached == 0, "after a trim, " + cached + " bytes are in caches");
    }

    /** @param least the least size of a block; it is larger if the limit would otherwise take more than {@link #MOST_BLOCKS} */
    void reachLimit(long least) {
        long size = Math.max(least, setup.hardLimit() / MOST_BLOCKS);
        int before = model.count();
        boolean room = true;
        while (room) {
            room = allocate(size, 1);
        }
        while (model.count() > before) {
            free(model.count() - 1, Freeing.BY_ADDRESS);
        }
    }

    void freeAll() {
        while (model.count() > 0) {
            free(model.count() - 1, Freeing.BY_ADDRESS);
        }
    }

    /** Checks what has to hold whenever no operation is running. */
    void check() {
        PerchStats stats = allocator.stats();
        require(stats.inUse() == model.used(), stats.inUse() + " bytes are in use, and should be " + model.used());
        require(stats.inUse() + stats.cached() + stats.spanTails() + stats.freePages() + stats.metadata() == stats.committed(),
                "the statistics do not add up");
        require(stats.committed() <= stats.hardLimit(), stats.committed() + " bytes are committed, above the limit");
        require(stats.slabBudget() == stats.slabAvailable() + stats.slabCapacity(), "the slab budget does not add up");
        require(stats.doubleFrees() == doubleFrees, stats.doubleFrees() + " blocks came back twice, not " + doubleFrees);
        require(stats.nodes().size() == setup.nodes(), stats.nodes().size() + " nodes are distinguished");
        for (int node = 0; node < setup.nodes(); node++) {
            NodeStats its = stats.nodes().get(node);
            require(its.inUse() == model.used(node),
                    its.inUse() + " bytes are in use on node " + node + ", and should be " + model.used(node));
        }
        model.verifyAll();
    }

    /** Closes the allocator while blocks are in use, and then frees them. */
    @Override
    public void close() {
        place.end();
        allocator.close();
        freeAll();
        PerchStats stats = allocator.stats();
        require(stats.inUse() == 0 && stats.reserved() == 0, "closed, and " + stats.inUse() + " bytes are in use");
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new AssertionError(message);
        }
    }
}
