/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

/** The ways to free a block. */
enum Freeing {
    /** By its address alone. */
    BY_ADDRESS,
    /** By its address and size. */
    BY_SIZE,
    /** By another thread. */
    REMOTELY
}
