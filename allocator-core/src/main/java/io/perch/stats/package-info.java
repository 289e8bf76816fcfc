/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What an allocator counts: one enum, over which every form of publication iterates. */
package io.perch.stats;
