/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Finds out once what this process can use, and proves what can be proved. Only {@code io.perch.rseq} uses it. */
package io.perch.rseq.probe;
