/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Address space and pages: spans and large blocks are cut from them, and from here memory goes back to the operating system. */
package io.perch.arena;
