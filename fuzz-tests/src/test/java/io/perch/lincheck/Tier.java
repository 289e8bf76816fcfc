/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lincheck;

import io.perch.arena.Arena;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;

/**
 * A central list over an arena of its own, and the rules for a tier in front of it: no block is held twice, and every block that is
 * not held is in the spans once the tier is drained.
 */
class Tier {
    /** Few blocks per span, so that spans fill up, become empty and are released within a handful of operations. */
    static final int CLASS = SizeClasses.classOf(4096);
    private static final long BYTES = 256 << 10;

    final CentralList central = new CentralList(
            new SpanMap(new Arena(new ReservedSpace(new Addresses(), BYTES), 0,
                    new MemoryLimit(BYTES, BYTES), Span::new)), CLASS, 0);
    private final Holders holders = new Holders();

    /** Records a block that was taken. There is enough memory that 0, no block, is a failure. */
    final void taken(long block) {
        if (block == 0) {
            throw new IllegalStateException("no block, although there is memory");
        }
        holders.hold(block);
    }

    /** A block to give back, or 0 if none is held. */
    final long given() {
        return holders.letGo();
    }

    /** Call with the tier drained and no thread running. */
    final void audit() {
        long inUse = central.spanBlocks() - central.freeBlocks();
        if (inUse != holders.count() || central.doubleFrees() != 0) {
            throw new IllegalStateException(inUse + " blocks are out, and " + holders.count() + " are held; "
                    + central.doubleFrees() + " came back twice");
        }
    }
}
