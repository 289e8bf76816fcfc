/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Emptying the slab of another CPU: its entry is set to null, a fence ends all critical sections that saw it, and then it is read.
 *
 * <ol>
 * <li>{@link DrainAgainstPop}: a token goes to one of the two</li>
 * <li>{@link DrainAgainstPush}: a pushed token is drained or stays</li>
 * <li>{@link DrainAgainstBatchPop}: the same for a batch that is popped</li>
 * <li>{@link DrainAgainstBatchPush}: and for one that is pushed</li>
 * <li>{@link StoppedListGivesNothing}: after the fence, no critical section still works on the list</li>
 * <li>{@link RestartedListIsWhole}: stopping and starting loses nothing</li>
 * <li>{@link DrainsTakeTurns}: two drains take each block once</li>
 * </ol>
 *
 * <p>Broken variants: {@code BrokenDrain}, {@code BrokenStop}.
 */
package io.perch.jcstress.drain;
