/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** {@code ./perch bench many}: what one of a million buffers, or of thousands of threads, pools or allocators, takes. */
package io.perch.bench.many;
