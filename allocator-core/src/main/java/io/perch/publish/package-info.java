/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What others see of an allocator: a file of counters that {@code ./perch stat} and readers of Agrona counters map, and a bean in
 * JMX. Adapters use it; for users there are the options {@code perch.counters.file} and {@code perch.jmx}.
 */
package io.perch.publish;
