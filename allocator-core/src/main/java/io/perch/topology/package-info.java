/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** CPUs and NUMA nodes, according to the kernel's files. */
package io.perch.topology;
