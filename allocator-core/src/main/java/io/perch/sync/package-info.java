/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the tiers share to wait for each other. */
package io.perch.sync;
