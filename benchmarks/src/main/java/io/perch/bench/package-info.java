/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** JMH benchmarks of Perch next to its peers, and the command that runs them: {@code ./perch bench}. */
package io.perch.bench;
