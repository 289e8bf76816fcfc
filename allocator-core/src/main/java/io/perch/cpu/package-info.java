/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where a thread runs, and counters with a cell a CPU. Independent of the allocator. */
package io.perch.cpu;
