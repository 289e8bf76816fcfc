/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Who holds the memory of an allocator: a sample of the blocks in use, and the call sites that they came from. */
package io.perch.profile;
