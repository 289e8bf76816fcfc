/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.arena.AddressSpace;
import io.perch.arena.Arena;
import io.perch.arena.ChunkedSpace;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.CentralList;
import io.perch.span.SpanMap;
import io.perch.transfer.TransferCache;

/** Everything behind the front end: transfer caches, spans and the arena, wired together. */
final class BackEnd {
    /** No address space is tried that is smaller than this. */
    private static final long LEAST_RESERVATION = 64 << 20;
    /** Bytes of 2³¹ pages, which page numbers can count. */
    private static final long MOST_RESERVATION = ((long) Integer.MAX_VALUE << SizeClasses.PAGE_SHIFT) - (16 << 20);

    final MemoryLimit limit;
    final Arena arena;
    final SpanMap spans;
    final CentralList[] central = new CentralList[SizeClasses.COUNT];
    final TransferCache[] transfer = new TransferCache[SizeClasses.COUNT];

    /** @param memory the operating system's, or null if it cannot be reached */
    BackEnd(PerchConfig config, OsMemory memory) {
        limit = new MemoryLimit(config.softLimit(), config.hardLimit());
        // A quarter more than the limit, because free pages between used ones may be too short for a request.
        long bytes = Math.min(MOST_RESERVATION, config.hardLimit() + config.hardLimit() / 4 + LEAST_RESERVATION);
        arena = new Arena(memory == null ? new ChunkedSpace(bytes) : reserve(memory, bytes), limit);
        spans = new SpanMap(arena);
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            central[sizeClass] = new CentralList(spans, sizeClass);
            transfer[sizeClass] = new TransferCache(sizeClass, central[sizeClass]);
        }
    }

    /** Under a limit of address space (ulimit -v) it is as much as can be had. */
    private static AddressSpace reserve(OsMemory memory, long wanted) {
        long bytes = wanted;
        while (true) {
            try {
                return new ReservedSpace(memory, bytes);
            } catch (OsMemoryException refused) {
                bytes /= 2;
                if (bytes < LEAST_RESERVATION) {
                    throw refused;
                }
            }
        }
    }

    /** Gives back what no user holds. */
    void trim() {
        for (TransferCache cache : transfer) {
            cache.drain();
        }
        arena.release();
    }

    /** Hands nothing out from now on; memory goes back as soon as nothing is in use. */
    void close() {
        for (TransferCache cache : transfer) {
            cache.close();
        }
        arena.close();
    }
}
