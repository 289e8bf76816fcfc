/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Handles of pools. A handle is used again with its block, so a late close can meet a later user. {@code close()} tells its own
 * acquisition from the next one, but not from the one after that: it has to find the handle's state before the block is acquired
 * twice again. {@code close(generation)} is exact.
 *
 * <ol>
 * <li>{@link OneCloseSucceeds}: of two closes of one acquisition, one is refused</li>
 * <li>{@link LastCloseGivesBack}: of two references, the last one gives the block back</li>
 * <li>{@link RetainAgainstClose}: a retain keeps the handle open or is refused</li>
 * <li>{@link QuotaIsReturnedOnce}: the quota is returned by the close that succeeds</li>
 * <li>{@link LateCloseAgainstNextUser}: a late {@code close()} never closes the next acquisition</li>
 * <li>{@link LateCloseOfAGeneration}: a late {@code close(generation)} never closes any other acquisition</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenGeneration}, which shows what a late {@code close()} can do.
 */
package io.perch.jcstress.pool;
