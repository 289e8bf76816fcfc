/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** {@code ./perch bench limit}: what threads at an allocator's limit take from others. */
package io.perch.bench.limit;
