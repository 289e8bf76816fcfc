/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.SlabLayout;

/** Which partition a block and a slab belong to. Chosen once for a front end. */
interface Partitioning {
    /** All memory is one partition. */
    Partitioning ONE = new Partitioning() {
        @Override
        public int ofBlock(long block) {
            return 0;
        }

        @Override
        public int ofIndex(int index) {
            return 0;
        }

        @Override
        public int lists(int sizeClass, long block) {
            return sizeClass;
        }
    };

    /** The partition of a block. */
    int ofBlock(long block);

    /** The partition of the CPU or virtual CPU with a slab index. */
    int ofIndex(int index);

    /** What a push of the block takes in place of the size class; see {@link SlabLayout#LIST_SHIFT}. */
    int lists(int sizeClass, long block);
}
