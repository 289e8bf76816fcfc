/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the tiers share: locks, what asks for stack and heap, and a hash. For the engine and the tiers, not for users. */
package io.perch.sync;
