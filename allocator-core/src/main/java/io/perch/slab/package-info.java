/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The front end: a cache of free blocks for each CPU. For the engine and checked mode; adapters see {@code FrontEnd} alone. */
package io.perch.slab;
