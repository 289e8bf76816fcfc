/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Striped slabs, the front end in pure Java.
 *
 * <ol>
 * <li>{@link StripesAreExclusive}: two allocations at once get two blocks</li>
 * <li>{@link StripesAreDrainedWhole}: a drain during allocations and frees</li>
 * <li>{@link StripesGiveBackSurplus}: what they did not need goes back while they are used again</li>
 * <li>{@link ClosedStripesKeepNothing}: frees during a close reach the spans</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenStripes}.
 */
package io.perch.jcstress.stripes;
