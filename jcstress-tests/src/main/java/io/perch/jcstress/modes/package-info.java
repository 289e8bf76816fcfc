/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Front ends of two modes over the same tiers, one of which replaces the other.
 *
 * <ol>
 * <li>{@link ModesShareABackEnd}: no block is given to both</li>
 * <li>{@link ModeChangeLeavesNoBlockBehind}: frees to the old front end while it is closed</li>
 * <li>{@link ModeChangeAgainstAllocate}: allocations from the old front end while it is closed</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenModeChange}.
 */
package io.perch.jcstress.modes;
