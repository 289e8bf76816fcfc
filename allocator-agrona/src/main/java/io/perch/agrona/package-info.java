/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Agrona's buffers, ring buffers, agents and counters over Perch. */
package io.perch.agrona;
