/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.span.BlockStates;
import io.perch.span.SpanMap;

/**
 * Hardened mode's check: only a block that a user has can be freed, once, and as one of its own class. Large blocks need none:
 * their spans tell who frees them first.
 */
public final class OwnerCheck {
    private final SpanMap spans;
    private final BlockStates states;
    private final DoubleFrees doubleFrees;

    /** Where double frees are counted. */
    public interface DoubleFrees {
        /** Counts a block that its user frees although it is free, and makes what is thrown. */
        IllegalArgumentException refused(int sizeClass, long block);

        /** Counts a block that was freed twice, and logs the first of them. */
        void found(int sizeClass, long block);
    }

    /** @param doubleFrees counts blocks that are freed twice */
    public OwnerCheck(SpanMap spans, DoubleFrees doubleFrees) {
        this.spans = spans;
        this.states = spans.makeStates();
        this.doubleFrees = doubleFrees;
    }

    /** What is looked at. */
    BlockStates states() {
        return states;
    }

    /** Notes that a user gets a block; false if another user has it. */
    boolean use(int sizeClass, long block) {
        return states.use(sizeClass, block) || twoEntries(sizeClass, block);
    }

    /** Of two threads that freed a block at the same moment, neither was refused. Here it would be handed out a second time. */
    private boolean twoEntries(int sizeClass, long block) {
        doubleFrees.found(sizeClass, block);
        return false;
    }

    /**
     * Notes that its user gives a block back.
     *
     * @throws IllegalArgumentException if it has none, or is of another class; nothing is changed
     */
    void giveUp(int sizeClass, long block) {
        if (!states.giveUp(sizeClass, block)) {
            throw refused(sizeClass, block);
        }
    }

    /** Counts a block that is not in use, or of another class, and makes what is thrown. */
    IllegalArgumentException refused(int sizeClass, long block) {
        int real = spans.blockClassNow(block);
        if (real == sizeClass) {
            return doubleFrees.refused(sizeClass, block);
        }
        return new IllegalArgumentException("0x" + Long.toHexString(block) + " is not the start of a block of class " + sizeClass
                + " of this allocator" + (real >= 0 ? ", but of class " + real : ""));
    }
}
