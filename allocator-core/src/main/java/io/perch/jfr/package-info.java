/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where allocators have their memory, in Flight Recorder. */
package io.perch.jfr;
