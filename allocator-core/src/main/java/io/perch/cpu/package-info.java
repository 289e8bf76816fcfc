/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where a thread runs, whether it lost its CPU, and counters with a cell per CPU. For users; independent of the allocator. */
package io.perch.cpu;
