/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The front end: a cache of free blocks for each CPU. */
package io.perch.slab;
