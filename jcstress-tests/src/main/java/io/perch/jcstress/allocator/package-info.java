/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The allocator as its users see it, in whichever mode it runs.
 *
 * <ol>
 * <li>{@link AllocateIsExclusive}: two allocations at once get two blocks</li>
 * <li>{@link LargeBlocksAreExclusive}: also of blocks above the largest size class</li>
 * <li>{@link TrimTakesNoBlockInUse}: a trim takes free memory only</li>
 * <li>{@link HandOver}: one thread allocates and writes, another reads and frees</li>
 * <li>{@link CloseAgainstAllocate}: an allocation works or is refused</li>
 * <li>{@link CloseAgainstFree}: the last free gives the address space back</li>
 * <li>{@link CloseAgainstClose}: two closes at once</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenClose}.
 */
package io.perch.jcstress.allocator;
