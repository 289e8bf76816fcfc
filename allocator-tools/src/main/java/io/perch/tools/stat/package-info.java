/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code perch stat}: the counters of a running process. */
package io.perch.tools.stat;
