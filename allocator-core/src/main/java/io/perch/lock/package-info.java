/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A lock whose waiters know whether its owner is on a CPU. For users; independent of the allocator. */
package io.perch.lock;
