/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The block sizes that requests round up to. For every tier and for adapters; it uses nothing. */
package io.perch.sizeclass;
