/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The tiers wired together, and what is done off the hot path. For {@code io.perch} and its pools, not for users. */
package io.perch.engine;
