/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * One CPU's list in a slab, changed only by critical sections. The tests use tokens, small numbers, in place of block addresses.
 *
 * <ol>
 * <li>{@link PopIsExclusive}: a popped token has one holder</li>
 * <li>{@link PoppedTokensDiffer}: two pops at once get two tokens</li>
 * <li>{@link PushedTokensStay}: two pushes at once lose nothing</li>
 * <li>{@link PopAgainstPush}: neither disturbs the other</li>
 * <li>{@link ContentsSurviveAPush}: a pop also receives what earlier holders wrote</li>
 * <li>{@link ContentsAreVisibleToADrain}: so does a drain from another CPU</li>
 * <li>{@link ContentsOfABatchAreVisibleToADrain}: the same for batches</li>
 * <li>{@link BatchPopIsExclusive}: a batch pop excludes single pops</li>
 * <li>{@link BatchPopIsExclusiveOfBatches}: and other batches</li>
 * <li>{@link BatchAgainstSinglePush}: a batch pop beside a push</li>
 * <li>{@link BatchGoesInWhole}: two batch pushes</li>
 * <li>{@link LastTokenGoesToOne}: the list becomes empty</li>
 * <li>{@link LastSlotTakesOne}: the list becomes full</li>
 * <li>{@link FullBatchKeepsTheRest}: a batch that does not fit</li>
 * <li>{@link ResizeAgainstPush}: the capacity changes meanwhile</li>
 * </ol>
 *
 * <p>Broken variants: {@code BrokenPop}, {@code BrokenContents}, {@code BrokenBatch}, {@code BrokenLastToken}.
 */
package io.perch.jcstress.slab;
