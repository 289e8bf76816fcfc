/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Checked mode: finds overruns, use after free, double frees and leaks, at the cost of speed and memory. Users read its
 * {@code Checks}; the engine alone chooses it. Besides, what stands before the caches if it is wanted: hardened mode's check, and
 * zeroing.
 */
package io.perch.debug;
