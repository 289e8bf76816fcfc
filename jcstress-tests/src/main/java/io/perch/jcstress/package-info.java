/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Concurrency tests by jcstress over the real native operations and tiers, as a course: numbered, one claim each. The first ones
 * stand on the operations of a slab, the later ones on the whole allocator.
 */
package io.perch.jcstress;
