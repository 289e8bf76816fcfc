/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

/** For what a thread waits in a wave. */
enum Wait {
    /** A block of Perch's. */
    BLOCK,
    /** A block of the C library's, which has locks as well. */
    MALLOC,
    /** Nothing: it computes for as long as a block usually takes, so whatever it takes longer is the machine's doing. */
    NOTHING
}
