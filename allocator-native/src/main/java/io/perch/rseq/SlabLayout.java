/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.rseq.call.SlabCalls;

/**
 * Where things lie in the memory that critical sections read and write. The same numbers are in {@code perch_layout.h}, and a
 * test reads them back from the library. Java gets at them through {@link SlabTable} and {@link SlabMemory}.
 *
 * <pre>
 * slab table: one 8-byte slab address for each index; 0 = not populated, or stopped
 *
 *   mode cpu:   index = cpu number
 *   mode vcpu:  index = (node &lt;&lt; {@value #NODE_SHIFT}) | mm_cid
 *
 * slab:
 *   +0                              +4
 *   +-------------------------------+-------------------------------+
 *   | u32 node                      | u32 mm_cid                    |   key: whose slab it is, as in struct rseq; stopped: all ones
 *   +-------------------------------+-------------------------------+
 *   | u64 address of the slab table                                 |   never 0, as it is once the slab's memory was given back
 *   +---------------------------------------------------------------+
 *   | u64 partition, as the number of its first list                |   whose blocks the slab's own lists take
 *   +---------------------------------------------------------------+
 *   | u64 allocations                                               |   how often they popped,
 *   +---------------------------------------------------------------+
 *   | u64 local frees                                               |   and pushed a block of the slab's partition
 *   +---------------+---------------+---------------+---------------+
 *   | u16 current   | u16 begin     | u16 end       | u16 limit     |   header of class 0
 *   +---------------+---------------+---------------+---------------+
 *   | ...                                                           |   one header a class
 *   +---------------------------------------------------------------+
 *   | u64 block ...                                                 |   slots of class 0: limit - begin words, then class 1, ...
 *   +---------------------------------------------------------------+
 *
 *   current, begin, end and limit are word offsets from the slab's start: slot i is at slab + 8 * i.
 *   begin ≤ current ≤ end ≤ limit; the list holds current - begin blocks, has capacity end - begin, and can grow up to limit.
 * </pre>
 *
 * <p>Each field is stored and loaded with one width: the key as one word, {@code partition} with 64 bits, a header's fields with
 * 16. A load of {@code current} that is wider than the store right before it could not be forwarded, which costs about 5 ns per
 * pair.
 */
public final class SlabLayout {
    /** In mode {@code vcpu}, the node is shifted left by this: the kernel's limit is 8192 CPUs (CONFIG_NR_CPUS). */
    public static final int NODE_SHIFT = 13;
    /** Slab indexes of one node. */
    public static final int INDEXES_PER_NODE = 1 << NODE_SHIFT;
    /** The kernel's limit for nodes (CONFIG_NODES_SHIFT ≤ 10). */
    public static final int MAX_NODES = 1 << 10;
    /** Bytes of one entry of the slab table, and of one slot. */
    public static final int WORD = 8;
    /** Offset of the key in a slab. */
    public static final int KEY = 0;
    /** Offset of the table's address in a slab. */
    public static final int TABLE = 8;
    /** Offset of the slab's partition. */
    public static final int PARTITION = 16;
    /** Offset of the count of allocations in a slab. */
    public static final int ALLOCATIONS = 24;
    /** Offset of the count of local frees in a slab. */
    public static final int LOCAL_FREES = 32;
    /** Offset of the first class header in a slab. */
    public static final int HEADERS = 40;
    /** Bytes of a class header. */
    public static final int HEADER_SIZE = 8;
    /** Offset of {@code current} in a header. */
    public static final int HEADER_CURRENT = 0;
    /** Offset of {@code begin} in a header. */
    public static final int HEADER_BEGIN = 2;
    /** Offset of {@code end} in a header. */
    public static final int HEADER_END = 4;
    /** Offset of {@code limit} in a header. */
    public static final int HEADER_LIMIT = 6;
    /**
     * Where there are several partitions, a slab's own lists are followed by lists for blocks on their way to each partition. What
     * is pushed by {@link NativePlatform#partitionedCalls} comes with two lists in place of a class: the class in the low bits and,
     * shifted left by this, the list of the block's partition for it.
     */
    public static final int LIST_SHIFT = 16;
    /** A slab has at most this many words, because offsets have 16 bits. */
    public static final int MAX_SLAB_WORDS = 1 << 16;
    /** The most blocks that one critical section moves: it bounds the work that a preemption can throw away. */
    public static final int MAX_BATCH = 64;
    /** After this many aborts in a row an operation gives up with {@link SlabCalls#ABORTED}. */
    public static final int MAX_ABORTS = 256;
    /** The key of a stopped slab: no thread has it. */
    public static final long NOBODY = -1;

    private SlabLayout() {
    }

    /** The key of the slab at an index of the table. */
    public static long key(int index) {
        return (long) (index & INDEXES_PER_NODE - 1) << Integer.SIZE | index >>> NODE_SHIFT;
    }

    /** Offset of a class header in a slab. */
    public static int header(int sizeClass) {
        return HEADERS + sizeClass * HEADER_SIZE;
    }
}
