/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** CPUs and NUMA nodes, as the kernel's files tell. For the front end, the engine and the tools; it uses nothing. */
package io.perch.topology;
