/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** {@code ./perch bench netty}: the Netty adapter next to Netty's own allocators, in rows that each have a goal. */
package io.perch.bench.netty;
