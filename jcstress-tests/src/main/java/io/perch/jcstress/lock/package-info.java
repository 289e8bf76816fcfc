/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The public lock.
 *
 * <ol>
 * <li>{@link LockIsExclusive}: of two threads, one at a time is inside, and sees what the other has done</li>
 * <li>{@link UnlockWakesAWaiter}: no thread stays parked beside a free lock</li>
 * </ol>
 *
 * <p>Broken variants: {@code BrokenExclusion}, {@code BrokenWakeUp}.
 */
package io.perch.jcstress.lock;
