/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Access to the allocator's package-private constructor, for machines that tests make up. */
package io.perch;
