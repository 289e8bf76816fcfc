/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Pools of direct buffers with handles. For users. */
package io.perch.pool;
