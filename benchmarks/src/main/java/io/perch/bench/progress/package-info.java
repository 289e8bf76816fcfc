/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** {@code ./perch bench progress}: how long a thread waits for one block when all miss at once. */
package io.perch.bench.progress;
