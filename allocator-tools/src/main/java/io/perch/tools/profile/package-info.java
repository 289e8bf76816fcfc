/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** {@code perch profile}: who holds the off-heap memory of a process. */
package io.perch.tools.profile;
