/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

/**
 * What happened to the blocks of one partition.
 *
 * @param localAllocations  handed out to threads in that partition
 * @param remoteAllocations handed out to threads elsewhere
 * @param localFrees        freed by threads in that partition
 * @param remoteFrees       freed by threads elsewhere
 * @param flushedBytes      bytes freed elsewhere that came home
 */
public record PartitionCounts(long localAllocations, long remoteAllocations, long localFrees, long remoteFrees, long flushedBytes) {
    /** With one partition nothing is counted: everything is local. */
    public static final PartitionCounts NONE = new PartitionCounts(0, 0, 0, 0, 0);

    /** The sums of two. */
    public PartitionCounts plus(PartitionCounts other) {
        return new PartitionCounts(localAllocations + other.localAllocations, remoteAllocations + other.remoteAllocations,
                localFrees + other.localFrees, remoteFrees + other.remoteFrees, flushedBytes + other.flushedBytes);
    }
}
