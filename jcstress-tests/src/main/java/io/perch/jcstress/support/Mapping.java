/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import java.nio.ByteBuffer;

/** Memory that is never unmapped: critical sections may read it as long as the process lives. */
final class Mapping {
    final long address;
    final ByteBuffer words;

    Mapping(int bytes) {
        OsMemory memory = NativePlatform.get().memory();
        long pages = bytes + memory.pageSize() - 1 & -memory.pageSize();
        address = memory.reserve(pages, memory.pageSize(), "perch jcstress");
        memory.commit(address, pages);
        words = memory.view(address, bytes);
    }
}
