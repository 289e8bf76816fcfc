/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Plain addresses beside those of C allocators that are called in the same way. */
package io.perch.bench.malloc;
