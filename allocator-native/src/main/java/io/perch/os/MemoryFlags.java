/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

/** Arguments of mmap(2), mremap(2), madvise(2) and prctl(2), by the names that they have there; the same on both architectures. */
final class MemoryFlags {
    static final int PROT_NONE = 0;
    static final int PROT_READ_WRITE = 1 | 2;
    static final int MAP_PRIVATE = 0x02;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_NORESERVE = 0x4000;
    static final int MAP_HUGETLB = 0x40000;
    static final int MREMAP_MAYMOVE = 1;
    static final int MREMAP_FIXED = 2;
    static final int MADV_DONTNEED = 4;
    static final int MADV_HUGEPAGE = 14;
    static final int MADV_POPULATE_WRITE = 23;
    static final int PR_SET_VMA = 0x53564d41;
    static final int PR_SET_VMA_ANON_NAME = 0;

    private MemoryFlags() {
    }
}
