/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** {@code ./perch bench start}: how long the first buffer of a process takes. */
package io.perch.bench.start;
