/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lincheck;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The blocks that a tier has handed out and not got back. */
final class Holders {
    private final Set<Long> held = new HashSet<>();
    private final Deque<Long> oldest = new ArrayDeque<>();

    /** Records a block that a tier handed out. */
    synchronized void hold(long block) {
        if (!held.add(block)) {
            throw new IllegalStateException("0x" + Long.toHexString(block) + " was handed out twice");
        }
        oldest.add(block);
    }

    /** A block to give back, or 0 if none is held. */
    synchronized long letGo() {
        Long block = oldest.poll();
        if (block == null) {
            return 0;
        }
        held.remove(block);
        return block;
    }

    synchronized int count() {
        return held.size();
    }
}
