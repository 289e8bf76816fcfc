/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** An allocator in JMX. For users. */
package io.perch.jmx;
