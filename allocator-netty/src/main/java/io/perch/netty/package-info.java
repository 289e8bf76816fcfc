/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Netty buffers over Perch: {@link io.perch.netty.PerchByteBufAllocator} is all that an application needs. */
package io.perch.netty;
