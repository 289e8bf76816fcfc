/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How often and for how long threads meet at the allocator's locks, and what follows from that on machines with more CPUs. */
package io.perch.bench.scale;
