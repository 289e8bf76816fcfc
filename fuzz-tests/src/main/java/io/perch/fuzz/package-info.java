/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Random programs of allocator operations, run against a reference model: found by Jazzer, kept as a corpus, printed as tests. */
package io.perch.fuzz;
