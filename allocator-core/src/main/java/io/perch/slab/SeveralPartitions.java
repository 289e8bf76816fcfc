/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.arena.ReservedSpace;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.topology.Partitions;

/** Partitions are equal parts of the address space, so that a subtraction and a shift lead from a block to its partition. */
final class SeveralPartitions implements Partitioning {
    private final IndexMode mode;
    private final Partitions partitions;
    private final long base;
    private final int shift;

    SeveralPartitions(IndexMode mode, Partitions partitions, ReservedSpace space) {
        this.mode = mode;
        this.partitions = partitions;
        this.base = space.base();
        this.shift = space.partitionShift();
    }

    @Override
    public int ofBlock(long block) {
        return (int) (block - base >>> shift);
    }

    @Override
    public int ofIndex(int index) {
        return mode == IndexMode.CPU ? partitions.ofCpu(index) : partitions.ofNode(index >>> SlabLayout.NODE_SHIFT);
    }

    @Override
    public int lists(int sizeClass, long block) {
        return lists(sizeClass, ofBlock(block));
    }

    /** The class's own list, and the one for blocks of a partition. */
    static int lists(int sizeClass, int partition) {
        return sizeClass | SlabGeometry.firstList(partition) + sizeClass << SlabLayout.LIST_SHIFT;
    }
}
