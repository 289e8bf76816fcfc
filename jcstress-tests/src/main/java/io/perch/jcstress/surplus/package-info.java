/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What a slab's lists did not need for a second goes back: with the next miss on its CPU, or, where no thread misses, from outside.
 *
 * <ol>
 * <li>{@link SurplusAgainstPop}: a token goes home or to a user</li>
 * <li>{@link SurplusAgainstPush}: a token that comes meanwhile goes home or stays</li>
 * <li>{@link SurplusAgainstFree}: the same for blocks, by the slabs themselves</li>
 * <li>{@link SurplusOnAMiss}: a miss and maintenance want to give back the same blocks</li>
 * <li>{@link SurplusesTakeTurns}: so do two rounds of maintenance</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenSurplus}.
 */
package io.perch.jcstress.surplus;
