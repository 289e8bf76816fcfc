/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Perch's counters as Micrometer's meters. */
package io.perch.micrometer;
