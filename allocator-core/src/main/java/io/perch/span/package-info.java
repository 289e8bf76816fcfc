/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Runs of pages cut into blocks of one size class, and the lists that hold those with free blocks. */
package io.perch.span;
