/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Runs of pages cut into blocks of one size class, and the lists that hold those with free blocks. For the tiers above and the
 * engine; adapters see {@code Span}, {@code SpanListener} and {@code BoundObjects} alone.
 */
package io.perch.span;
