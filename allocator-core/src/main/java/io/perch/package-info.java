/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The public API of Perch, a per-CPU allocator of off-heap memory: what users type first. {@code BlockAccess} is the door for
 * adapters.
 */
package io.perch;
