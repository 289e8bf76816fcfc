/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Makes response bodies. The server has one, and a test can give it a bad one. */
interface Responder {
    /** The body of an exchange, for the caller to release; {@code handedOver} means that a worker asks. */
    ByteBuf body(ByteBufAllocator allocator, long id, boolean handedOver);
}
