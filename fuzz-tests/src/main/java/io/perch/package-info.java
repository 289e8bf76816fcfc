/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A door to the allocator's own package, for machines that tests invent. */
package io.perch;
