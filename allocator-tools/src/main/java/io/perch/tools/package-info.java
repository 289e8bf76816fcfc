/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The command line of Perch: {@code demo}, {@code doctor}, {@code gateway}, {@code stat}. */
package io.perch.tools;
