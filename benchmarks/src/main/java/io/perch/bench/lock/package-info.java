/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How locks do when more threads want them than there are CPUs. */
package io.perch.bench.lock;
