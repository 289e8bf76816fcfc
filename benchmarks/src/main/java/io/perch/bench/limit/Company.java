/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

/** What four more threads do while the others are measured. */
enum Company {
    /** They sleep. */
    NONE,
    /** They compute, as any neighbours would: what this takes from the others is the scheduler's doing. */
    COMPUTING,
    /** They ask again and again for what the limit refuses. */
    REFUSED
}
