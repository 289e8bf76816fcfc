/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

/**
 * What happened to the blocks of one home.
 *
 * @param localAllocations  handed out to threads at that home
 * @param remoteAllocations handed out to threads elsewhere
 * @param localFrees        freed by threads at that home
 * @param remoteFrees       freed by threads elsewhere
 * @param flushedBytes      of what was freed elsewhere, came home
 */
public record HomeCounts(long localAllocations, long remoteAllocations, long localFrees, long remoteFrees, long flushedBytes) {
    /** With one home nothing is counted: everything is local. */
    public static final HomeCounts NONE = new HomeCounts(0, 0, 0, 0, 0);

    /** The sums of two. */
    HomeCounts plus(HomeCounts other) {
        return new HomeCounts(localAllocations + other.localAllocations, remoteAllocations + other.remoteAllocations,
                localFrees + other.localFrees, remoteFrees + other.remoteFrees, flushedBytes + other.flushedBytes);
    }
}
