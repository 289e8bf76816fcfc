/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Netty buffers, which are bound to blocks and count references.
 *
 * <ol>
 * <li>{@link LastReleaseIsOne}: of two releases, one is the last</li>
 * <li>{@link NoResurrection}: a retain keeps the buffer alive or is refused</li>
 * <li>{@link BufferIsReusedByOne}: a buffer that is used again has one user</li>
 * <li>{@link NettyAndPoolTakeTurns}: a block is a Netty buffer and a pool's handle in turn</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenCount}.
 */
package io.perch.jcstress.netty;
