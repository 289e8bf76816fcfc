/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A Netty HTTP/1.1 server and its clients over loopback TCP, run in turn on Perch and on Netty's own allocators. */
package io.perch.tools.demo;
