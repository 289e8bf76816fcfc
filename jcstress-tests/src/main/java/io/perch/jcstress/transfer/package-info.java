/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The transfer cache of a size class, behind its lock.
 *
 * <ol>
 * <li>{@link TransferCacheIsExclusive}: two takes at once get two blocks</li>
 * <li>{@link TransferBatches}: batches go in and out</li>
 * <li>{@link DrainedTransferCache}: it is emptied while blocks come back</li>
 * <li>{@link PlunderAgainstTake}: what nobody needed is sent back to the spans while somebody needs it</li>
 * <li>{@link PlunderAgainstPut}: the same while others come</li>
 * <li>{@link PlundersTakeTurns}: the same by two threads</li>
 * </ol>
 *
 * <p>Broken variants: {@code BrokenTransferCache}, {@code BrokenPlunder}.
 */
package io.perch.jcstress.transfer;
