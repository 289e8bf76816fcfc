/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Spans, their bitmaps, and the page map that leads from an address to its span.
 *
 * <ol>
 * <li>{@link SpanBlocksAreExclusive}: two takes at once get two blocks</li>
 * <li>{@link SpanBitsStay}: neighbouring bits are changed at once</li>
 * <li>{@link EmptySpanIsGivenUpOnce}: a span is released or used, never both</li>
 * <li>{@link PageInUseIsNotGivenBack}: a page is given back beside blocks in use, or one of its own is used</li>
 * <li>{@link DoubleFreeIsCounted}: of two frees of a block, one is refused</li>
 * <li>{@link HardenedFreeIsNoticed}: nor does hardened mode need an atomic instruction to notice two frees</li>
 * <li>{@link PageIsEnteredBeforeItIsKnown}: readers of the page map take no lock</li>
 * <li>{@link BlockIsKnownToItsReceiver}: so a block of a new span can be freed by any thread</li>
 * <li>{@link LargeBlockIsFreedOnce}: of two frees of a large block, one is refused</li>
 * </ol>
 *
 * <p>Broken variants: {@code BrokenSpan}, {@code BrokenPageGiver}, {@code BrokenHardenedFree}, {@code BrokenPageMap}.
 */
package io.perch.jcstress.span;
