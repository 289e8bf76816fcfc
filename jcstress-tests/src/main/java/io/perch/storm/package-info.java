/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The abort storm: far more threads than CPUs on the real allocator, with every window of its critical sections held open, while
 * fences, signals, migrations and drains hit them. At the end every byte must be accounted for.
 */
package io.perch.storm;
